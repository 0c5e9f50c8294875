"""What is claimed: what volunteers did, what they say they can do, and what supports it.

Above certification, whose documents support a claim: a person's own words are no document granted. A record is its
owner's: private, and read by nobody else.
"""
