"""Rules on whether a run could prove a scenario wrong."""
