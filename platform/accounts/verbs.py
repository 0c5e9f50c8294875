"""The words for what the log says was done.

A log line keeps a lasting code such as ``role.granted``. Apps add the words of their own codes from their
``AppConfig.ready`` with ``describe``; a code without words is shown as it is.
"""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

_WORDS = {
    "structure.opened": _("Structure opened"),
    "structure.described": _("Presentation of the structure changed"),
    "account.created": _("Account created"),
    "account.renamed": _("Name changed"),
    "account.profile_changed": _("Profile changed"),
    "account.archive_asked": _("Copy of one’s data asked for"),
    "account.archive_ready": _("Copy of one’s data made"),
    "account.erased": _("Account erased at its person’s request"),
    "role.granted": _("Role given"),
    "role.ended": _("Role ended"),
    "role.expired": _("Role reached its last day"),
}


def describe(words: Mapping[str, str]) -> None:
    """Add the words of some codes; the words are lazy translations."""
    _WORDS.update(words)


def words_of(verb: str) -> str:
    """The words of a code, or the code itself."""
    return str(_WORDS.get(verb, verb))


def choices() -> list[tuple[str, str]]:
    """Every code with its words, in the order of the words."""
    return sorted(((verb, str(words)) for verb, words in _WORDS.items()), key=lambda choice: choice[1])
