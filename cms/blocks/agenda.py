"""Dated meetings of the house. Past ones are no longer shown."""

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail import blocks


class MeetingBlock(blocks.StructBlock):
    date = blocks.DateBlock(label=_("date"))
    title = blocks.CharBlock(label=_("title"), max_length=120)
    place = blocks.CharBlock(label=_("when and where"), max_length=160, required=False)
    page = blocks.PageChooserBlock(label=_("leads to"), required=False)


class AgendaBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("title"), max_length=80, default="Agenda")
    meetings = blocks.ListBlock(MeetingBlock(label=_("meeting")), label=_("meetings"), min_num=1)

    class Meta:
        label = _("Agenda")
        icon = "date"
        description = _("The next meetings; past ones disappear by themselves")
        template = "cms/blocks/agenda.html"
        label_format = "{title}"

    def get_context(self, value, parent_context=None):
        """Add ``upcoming``: the meetings of today and after, nearest first."""
        context = super().get_context(value, parent_context=parent_context)
        today = timezone.localdate()
        coming = [meeting for meeting in value["meetings"] if meeting["date"] >= today]
        context["upcoming"] = sorted(coming, key=lambda meeting: meeting["date"])
        return context

    def get_preview_value(self):
        """A sample that never ages."""
        today = timezone.localdate()
        return self.normalize(
            {
                "title": "Agenda",
                "meetings": [
                    {
                        "date": today + timedelta(days=3),
                        "title": "Classe virtuelle\u00a0: lire un compte de résultat",
                        "place": "De 19\u00a0h à 20\u00a0h\u00a030, à distance",
                        "page": None,
                    },
                    {
                        "date": today + timedelta(days=10),
                        "title": "Permanence comptes et budget",
                        "place": "De 17\u00a0h à 20\u00a0h, salle Rosa-Bonheur",
                        "page": None,
                    },
                ],
            }
        )
