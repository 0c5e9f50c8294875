"""What visitors choose in the catalogue."""

from __future__ import annotations

from itertools import groupby
from urllib.parse import urlencode

from django import forms
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from cms.freshness import remember
from cms.templatetags.essaim import duration
from learning.models.subjects import ModuleLevel

DURATIONS = (30, 60, 120, 180, 210, 240)
LONGEST_QUERY = 100
GROUP = "groupe:"
FACTS = (
    *("level", "estimated_minutes", "theme__slug", "theme__title", "theme__position"),
    *("slot__code", "slot__curriculum", "slot__group", "slot__title", "slot__position"),
)
ORDERS = {"": ("path",), "duree": ("estimated_minutes", "path"), "titre": ("title", "path")}


def _offered(choices) -> set[str]:
    """The values of these choices, those in named groups included."""
    flat: set[str] = set()
    for value, label in choices:
        flat |= _offered(label) if isinstance(label, list) else {str(value)}
    return flat


class CatalogueFilters(forms.Form):
    """The choices of a catalogue's visitor. A value that is not offered is ignored, so that an old or mistyped
    address still shows modules.

    Only what some module of this catalogue has is offered. Costs one query.
    """

    q = forms.CharField(label=_("Search"), required=False, widget=forms.TextInput(attrs={"type": "search"}))
    theme = forms.ChoiceField(label=_("Theme"), required=False)
    place = forms.ChoiceField(label=_("Place in a curriculum"), required=False)
    temps = forms.ChoiceField(label=_("Time you have"), required=False)
    niveau = forms.ChoiceField(label=_("Level"), required=False)
    tri = forms.ChoiceField(
        label=_("Order"),
        required=False,
        choices=[("", _("As advised")), ("duree", _("Shortest first")), ("titre", _("By title"))],
    )

    def __init__(self, data: QueryDict, *, modules: QuerySet) -> None:
        super().__init__(auto_id="filtre-%s")
        self.modules = modules
        facts = remember(
            ("facts of modules", str(modules.query)),
            lambda: list(modules.order_by().values_list(*FACTS, named=True)),
        )
        self.total = len(facts)
        self.fields["theme"].choices = [("", _("All themes")), *self._themes(facts)]
        self.fields["place"].choices = [("", _("All modules")), *self._places(facts)]
        self.fields["temps"].choices = [("", _("It does not matter")), *self._durations(facts)]
        self.fields["niveau"].choices = [("", _("All levels")), *self._levels(facts)]
        self.chosen = self._chosen(data)
        self.initial = self.chosen

    @staticmethod
    def _themes(facts: list) -> list:
        themes = {
            (fact.theme__position, fact.theme__title, fact.theme__slug) for fact in facts if fact.theme__slug
        }
        return [(slug, title) for _position, title, slug in sorted(themes)]

    def _places(self, facts: list) -> list:
        """Groups of a curriculum, each with its places; a group can be chosen as a whole."""
        slots = {fact.slot__code: fact for fact in facts if fact.slot__code}.values()
        ordered = sorted(slots, key=lambda fact: (fact.slot__curriculum, fact.slot__position))
        self._codes_of: dict[str, list[str]] = {}
        places = []
        for (curriculum, group), held in groupby(
            ordered, key=lambda fact: (fact.slot__curriculum, fact.slot__group)
        ):
            held = list(held)
            key = GROUP + slugify(f"{curriculum} {group}")
            self._codes_of[key] = [fact.slot__code for fact in held]
            self._codes_of |= {fact.slot__code: [fact.slot__code] for fact in held}
            whole = _("%(group)s: all") % {"group": group}
            titles = [(fact.slot__code, fact.slot__title) for fact in held]
            places.append((f"{curriculum} · {group}", [(key, whole), *titles]))
        return places

    @staticmethod
    def _durations(facts: list) -> list:
        """Durations that leave some modules out and some in."""
        used = [fact.estimated_minutes for fact in facts]
        return [
            (str(most), _("%(duration)s at most") % {"duration": duration(most)})
            for most in DURATIONS
            if used and min(used) <= most < max(used)
        ]

    @staticmethod
    def _levels(facts: list) -> list:
        used = {fact.level for fact in facts}
        return [choice for choice in ModuleLevel.choices if choice[0] in used]

    def _chosen(self, data: QueryDict) -> dict[str, str]:
        chosen = {"q": " ".join(data.get("q", "").replace("\x00", "").split())[:LONGEST_QUERY]}
        for name, field in self.fields.items():
            if name != "q" and data.get(name, "") in _offered(field.choices):
                chosen[name] = data.get(name, "")
        return {name: value for name, value in chosen.items() if value}

    @property
    def is_narrowed(self) -> bool:
        """Whether something other than the order was chosen."""
        return bool(set(self.chosen) - {"tri"})

    @property
    def query_string(self) -> str:
        """The choices as the end of an address, for the links to other pages of the list."""
        return urlencode(self.chosen)

    def found(self) -> QuerySet:
        """The modules that meet every choice, in the order chosen."""
        modules, chosen = self.modules.matching(self.chosen.get("q", "")), self.chosen
        if theme := chosen.get("theme"):
            modules = modules.filter(theme__slug=theme)
        if place := chosen.get("place"):
            modules = modules.filter(slot__code__in=self._codes_of[place])
        if most := chosen.get("temps"):
            modules = modules.filter(estimated_minutes__lte=int(most))
        if level := chosen.get("niveau"):
            modules = modules.filter(level=level)
        return modules.order_by(*ORDERS[chosen.get("tri", "")])
