"""Fetched accounts: asked for, guarded, reconciled, corrected, and made tables."""
