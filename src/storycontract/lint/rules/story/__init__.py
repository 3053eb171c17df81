"""Rules on the narrative: who wants what, and why."""
