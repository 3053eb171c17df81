"""pyproject.toml to settings: the only reader of configuration."""
