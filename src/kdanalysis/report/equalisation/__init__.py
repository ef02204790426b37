"""The equalisation report: the worked example, other methods, and how sure it is."""
