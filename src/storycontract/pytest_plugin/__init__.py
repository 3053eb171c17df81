"""Collects feature files, runs them and records evidence."""
