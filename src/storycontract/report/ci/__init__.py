"""What a CI server shows of the one document: one file for each form."""
