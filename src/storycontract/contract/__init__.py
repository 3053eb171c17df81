"""What a contract is: stories, criteria, cases and their fingerprints."""
