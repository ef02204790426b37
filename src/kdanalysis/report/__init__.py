"""Danish numbers, sentences, tables and figures of the reports."""
