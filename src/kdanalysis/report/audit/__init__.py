"""The audit report: deviations, and the derived price level."""
