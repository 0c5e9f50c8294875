"""The contract of a kind of notification."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from django.utils.translation import gettext


class Words(dict):
    """The words of a notification; one that is missing, in an old row, is empty."""

    def __missing__(self, key: str) -> str:
        return ""


class NotificationKind:
    """A kind of thing that people are told: how it is said, and how one hears of it without having chosen."""

    #: Kept in the database. Never renamed.
    slug: ClassVar[str]
    #: What the person reads where they choose: “Answers to my questions”.
    label: ClassVar[str]
    #: A value of `NotificationChoice.ByMail`.
    by_mail: ClassVar[str] = "digest"
    #: Whether it is told to the team rather than to learners.
    is_for_team: ClassVar[bool] = False
    #: Name of its icon.
    icon: ClassVar[str] = "info"
    #: Words for the contract test, and for whoever reads this file.
    example: ClassVar[Mapping[str, Any]]

    def sentence(self, words: Words) -> str:
        """What happened, in one sentence: also the subject of its e-mail."""
        raise NotImplementedError

    def detail(self, words: Words) -> str:
        """What to add under the sentence; nothing by default."""
        return ""

    def call(self) -> str:
        """The words of its link."""
        return gettext("See")
