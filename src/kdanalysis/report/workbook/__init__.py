"""The workbook and CSV files of an equalisation."""
