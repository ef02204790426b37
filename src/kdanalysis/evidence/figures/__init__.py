"""The key figures, one module per subject; each states its unit, rule and source."""
