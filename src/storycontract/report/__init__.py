"""Facts to files and terminal: the only writer of what people read."""
