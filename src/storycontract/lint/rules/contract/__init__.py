"""Rules on what the scenarios of a project promise together."""
