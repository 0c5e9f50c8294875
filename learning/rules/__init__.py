"""Decisions about learning, on plain values: grading, completion, progress. No Django in here."""
