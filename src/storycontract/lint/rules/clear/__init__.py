"""Rules on whether two readers understand a scenario alike."""
