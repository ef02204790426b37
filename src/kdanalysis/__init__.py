"""Reproducible reports on municipal social expenditure and joint procurement."""
