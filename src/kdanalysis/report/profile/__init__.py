"""The municipal profile: one municipality beside the others."""
