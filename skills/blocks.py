"""What authors write a framework with: domains, and the competencies in them."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from skills.rules.frameworks import CODE

CODE_HELP = _(
    "Small letters, digits and dashes, such as run-a-meeting. It never changes: what people declare hangs on it."
)


def code_block() -> blocks.RegexBlock:
    return blocks.RegexBlock(
        rf"^{CODE.pattern}$",
        max_length=60,
        label=_("Code"),
        help_text=CODE_HELP,
        error_messages={"invalid": _("Small letters, digits and dashes only.")},
    )


class CompetencyBlock(blocks.StructBlock):
    """One thing that a person can do."""

    code = code_block()
    title = blocks.CharBlock(
        max_length=120, label=_("Title"), help_text=_("A verb first, such as “Run a meeting”.")
    )
    description = blocks.CharBlock(max_length=250, label=_("In plain words"))
    words = blocks.TextBlock(
        required=False,
        label=_("Words that suggest it"),
        help_text=_(
            "Parted by commas. festival* stands for every word that begins so. People are shown which matched."
        ),
    )
    examples = blocks.TextBlock(required=False, label=_("Examples of evidence"), help_text=_("One a line."))
    modules = blocks.CharBlock(
        required=False,
        max_length=120,
        label=_("Modules that teach it"),
        help_text=_("Their codes, parted by commas: an attestation of one of them is shown as support."),
    )
    esco_uri = blocks.URLBlock(required=False, label=_("ESCO address"))
    rncp_block = blocks.CharBlock(required=False, max_length=120, label=_("RNCP block"))

    class Meta:
        icon = "tick"
        label = _("Competency")


class DomainBlock(blocks.StructBlock):
    """Competencies that go together."""

    code = code_block()
    title = blocks.CharBlock(max_length=120, label=_("Title"))
    competencies = blocks.ListBlock(CompetencyBlock(), label=_("Competencies"), collapsed=True)

    class Meta:
        icon = "folder-open-inverse"
        label = _("Domain")
