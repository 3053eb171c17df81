"""Rules on scenarios that say how instead of what."""
