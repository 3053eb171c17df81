"""One use case: take stock of a project and write its one result."""
