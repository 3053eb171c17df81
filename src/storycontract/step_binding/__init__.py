"""Which step runs which Python function."""
