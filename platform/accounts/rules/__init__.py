"""Decisions about people and the log, on plain values. No Django in here."""
