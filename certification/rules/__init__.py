"""Decisions about what may be granted, on plain values. No Django in here."""
