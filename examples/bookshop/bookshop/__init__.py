"""Lantern Lane Books: a small web shop."""
