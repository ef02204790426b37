"""Key figures with unit, rule and source: the one place reports take numbers from."""
