"""Danmarks Statistik: look up a table, fetch from it, keep what came as vintages."""
