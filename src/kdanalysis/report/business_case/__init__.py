"""The business case report: its tables, and its sensitivity."""
