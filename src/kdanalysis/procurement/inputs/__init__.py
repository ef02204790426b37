"""A tender's workbook or CSV files as parties and contract, or all their faults."""
