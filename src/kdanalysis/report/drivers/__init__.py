"""The driver report: an area beside the country, and projections."""
