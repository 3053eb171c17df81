"""Rules on what the words of a step say."""
