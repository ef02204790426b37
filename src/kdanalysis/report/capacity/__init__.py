"""The report on capacity: places, their price, and supplementary services."""
