"""Contracts to findings."""
