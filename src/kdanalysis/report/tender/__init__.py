"""What both tender reports say: status, ceiling, and the worked example held against print."""
