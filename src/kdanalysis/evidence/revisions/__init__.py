"""What the reports said at each refresh, and what changed since."""
