"""Facts that learning announces, inside the transaction that makes them true."""

from django.dispatch import Signal

#: The last required step of a module is done. Sent once per enrolment, with `enrolment`.
module_completed = Signal()

#: The last module that a path asks for is finished. Sent once per stay in the path, with `path_enrolment`.
path_completed = Signal()
