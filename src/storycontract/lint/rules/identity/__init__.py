"""Rules on the ids of stories and criteria."""
