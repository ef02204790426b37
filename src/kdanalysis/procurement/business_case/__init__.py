"""The business case of a joint tender: break-even, joining, phase-in, sensitivity."""
