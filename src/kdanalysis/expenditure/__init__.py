"""Models of expenditure: growth and contribution, purchases, volume and unit cost."""
