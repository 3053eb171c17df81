"""Rules on what a feature file must hold before anything can be shown."""
