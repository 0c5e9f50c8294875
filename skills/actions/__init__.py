"""What changes skill records: one verb, one file. Each writes its log line in the same transaction.

What a person does in their own record is no business of a house: those lines go to the network's chain, which the
installation's administrator alone reads, and hold no word of the record.
"""
