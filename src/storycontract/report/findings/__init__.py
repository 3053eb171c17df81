"""Findings to what people and tools read: one file for each output."""
