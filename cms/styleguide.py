"""What the style guide shows that is not markup: the names of our colours, states of progress."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

# A colour is named by its role; the style sheet gives its two values.
TOKENS: tuple[tuple[str, Promise], ...] = (
    ("page", _("ground of the page")),
    ("surface", _("laid paper")),
    ("muted", _("quiet ground")),
    ("band", _("the sign above the door")),
    ("ink", _("text")),
    ("ink-soft", _("second text")),
    ("line", _("a line that decorates")),
    ("line-strong", _("an outline with a meaning")),
    ("action", _("to act")),
    ("link", _("a link")),
    ("fill", _("what fills up")),
    ("fill-soft", _("its glow")),
    ("fill-line", _("its outline")),
    ("ok", _("confirmed")),
    ("alert", _("take care")),
    ("note", _("a rule")),
)


def combs() -> list[tuple[Promise, list[str]]]:
    """Progress from nothing to everything, as lists of states: what `{% comb %}` takes."""

    def steps(done: int, total: int, now: bool = True) -> list[str]:
        return (
            ["done"] * done
            + ["now"] * (now and done < total)
            + ["todo"] * (total - done - (now and done < total))
        )

    return [
        (_("not begun"), steps(0, 7, now=False)),
        (_("the first under way"), steps(0, 7)),
        (_("half way"), steps(3, 7)),
        (_("only the quiz is left"), steps(6, 7)),
        (_("all done"), steps(7, 7)),
        (_("five steps"), steps(2, 5)),
        (_("thirteen steps"), steps(9, 13)),
    ]
