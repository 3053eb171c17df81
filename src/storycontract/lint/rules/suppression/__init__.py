"""Rules on the comments that silence rules."""
