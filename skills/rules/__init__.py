"""Decisions about skill records, on plain values."""
