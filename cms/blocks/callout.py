"""A boxed remark, told apart by a written label, an icon and an edge, never by colour alone."""

from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from cms.blocks.paragraph import FEATURES


class Kind(NamedTuple):
    label: Promise
    icon: str


# A key is stored with every callout: never rename one.
KINDS = {
    "key": Kind(_("To remember"), "lightbulb"),
    "example": Kind(_("Example"), "text-quote"),
    "law": Kind(_("What the law says"), "scale"),
    "tip": Kind(_("In practice"), "hand-helping"),
    "care": Kind(_("Take care"), "triangle-alert"),
}


class Callout(blocks.StructValue):
    @property
    def label(self) -> Promise:
        return KINDS[self["kind"]].label

    @property
    def icon(self) -> str:
        return KINDS[self["kind"]].icon


class CalloutBlock(blocks.StructBlock):
    kind = blocks.ChoiceBlock(
        label=_("kind"),
        choices=[(slug, kind.label) for slug, kind in KINDS.items()],
        default="key",
        help_text=_("“To remember” is the only lit one: keep it for what one must take away."),
    )
    title = blocks.CharBlock(label=_("title"), max_length=120, required=False)
    text = blocks.RichTextBlock(label=_("text"), features=FEATURES)
    source = blocks.CharBlock(
        label=_("source"),
        max_length=200,
        required=False,
        help_text=_("Where the reader can check: an article of law, a page, a date."),
    )

    class Meta:
        label = _("Callout")
        icon = "info-circle"
        description = _("A point to remember, an example, a rule, a practical tip or a warning")
        template = "cms/blocks/callout.html"
        value_class = Callout
        label_format = "{kind}\u00a0: {title}"
        preview_value = {
            "kind": "law",
            "title": "quand l’engagement devient obligatoire",
            "text": "<p>Au-delà de 153\u00a0000\u00a0€ de subventions publiques dans l’année, des comptes annuels "
            "complets sont exigés\u00a0: bilan, compte de résultat et annexe.</p>",
            "source": "Code de commerce, articles L. 612-4 et D. 612-5",
        }
