"""Charts as SVG with Danish numbers and labels at the marks."""
