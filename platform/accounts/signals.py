"""What accounts announces, and what it does when an app above asks for it."""

from django.dispatch import Signal

#: What a person says of themselves changed. Sent inside the transaction that makes it true, with `person`.
profile_changed = Signal()

#: An app above needs somebody to have an account. Sent with `email`, `display_name`, `profile`, `structure`, `actor`;
#: accounts answers with the person: the one of this address, or a new one, who is then written to.
account_wanted = Signal()
