"""Everything that changes what a learner has done: one verb, one file."""
