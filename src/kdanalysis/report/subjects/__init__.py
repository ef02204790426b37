"""What several reports say: sentences, tables and figures, one module per subject."""
