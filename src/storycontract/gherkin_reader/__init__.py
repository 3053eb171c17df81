"""Feature files to contracts: the only package that knows the Gherkin parser."""
