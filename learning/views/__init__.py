"""HTTP in, HTTP out, one file a subject. What somebody may not see is looked up through them, and not found."""
