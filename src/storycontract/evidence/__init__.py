"""What was shown to be true in a run, and of which code."""
