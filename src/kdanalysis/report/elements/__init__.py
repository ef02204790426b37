"""What every report is made of: numbers, words, and tables as text and data."""
