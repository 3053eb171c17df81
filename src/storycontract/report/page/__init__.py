"""The page: all that is known of every story in one HTML file that asks nobody for anything."""
