"""Input files of a tender: the empty workbook, and reading one back (or CSV) with all faults."""
