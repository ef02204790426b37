"""Proof of what was printed: every numeral of a rendered report is a key figure, or classed."""
