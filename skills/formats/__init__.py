"""What carries a record away: a file for programs, a text for a CV, a file of evidence for a VAE (ODT and PDF).

Each is made from a `skills.record.Record` as it is asked for, and is kept nowhere.
"""
