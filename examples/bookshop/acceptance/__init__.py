"""What the step definitions share."""
