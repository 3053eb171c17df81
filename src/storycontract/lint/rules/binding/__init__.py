"""Rules about the Python functions that run the steps."""
