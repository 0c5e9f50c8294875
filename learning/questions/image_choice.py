"""Pictures, one or several of which are right."""

from fractions import Fraction

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images.blocks import ImageChooserBlock

from learning.questions import choices as offered
from learning.questions.accepted import word_block
from learning.questions.base import QuestionKind
from learning.questions.media import shown_picture
from learning.questions.partial import SHARE, partial_policy
from learning.rules.partial import all_or_nothing, right_minus_wrong


class PictureBlock(blocks.StructBlock):
    """One picture offered to the learner."""

    image = ImageChooserBlock(label=_("Picture"))
    text = blocks.CharBlock(
        label=_("The picture in words"),
        max_length=250,
        help_text=_("What it shows that one needs in order to answer, without saying whether it is right."),
    )
    correct = blocks.BooleanBlock(label=_("Right answer"), required=False)
    feedback = word_block()

    class Meta:
        icon = "image"
        label = _("Picture")


class ImageChoice(QuestionKind):
    """The words of a picture are offered with it: they stand in its place when it is not seen, or deleted since."""

    slug = "image_choice"

    choices = blocks.ListBlock(PictureBlock(), min_num=2, max_num=8, label=_("Pictures"))
    several = blocks.BooleanBlock(label=_("Several pictures may be chosen"), required=False)
    partial = partial_policy(_("Right pictures count, wrong ones take as much away"))

    corrected_template_name = "learning/questions/corrected_pictures.html"

    class Meta:
        icon = "image"
        label = _("Choice of pictures")
        description = _("Pictures, one or several of which are right")
        preview_value = {
            "prompt": "Laquelle de ces pages est un bilan ?",
            "points": 1,
            "choices": [
                {
                    "image": None,
                    "text": "Une page à deux colonnes, actif et passif, arrêtée au 31 décembre",
                    "correct": True,
                    "feedback": "",
                },
                {
                    "image": None,
                    "text": "Une page de produits et de charges, du 1er janvier au 31 décembre",
                    "correct": False,
                    "feedback": "C’est un compte de résultat : il couvre toute une année.",
                },
            ],
            "several": False,
            "partial": "all",
            "hint": "Le bilan est daté d’un jour.",
            "feedback": "Le bilan dit ce que l’association possède et ce qu’elle doit, à une date.",
            "source": "Code de commerce, art. L. 612-4",
        }

    def clean(self, value):
        cleaned = super().clean(value)
        right = len(offered.right_positions(cleaned))
        if cleaned["several"]:
            offered.refuse_unless(right >= 1, _("Tick at least one right answer."))
        else:
            offered.refuse_unless(right == 1, _("Tick one right answer, and one only."))
        return cleaned

    def arrange(self, question, chance, shuffle):
        return offered.shuffled(len(question["choices"]), chance) if shuffle else []

    def shown_own(self, question, *, order, answer):
        shown = offered.shown_choices(question, order, answer)
        return {
            "choices": self._with_pictures(question, order, shown),
            "several": bool(question.get("several")),
        }

    def answer_from(self, question, data, name, *, order):
        sent = data.getlist(name) if question.get("several") else [data.get(name, "")]
        return offered.sent_positions(question, order, sent)

    def credit(self, question, answer):
        if not isinstance(answer, list):
            return Fraction(0)
        right, chosen = offered.right_positions(question), offered.chosen_positions(answer)
        if question.get("several") and question.get("partial") == SHARE:
            return right_minus_wrong(chosen, right=right, offered=len(question["choices"]))
        return all_or_nothing(chosen == right)

    def penalty(self, question, answer):
        if not offered.chosen_options(question, answer) or self.credit(question, answer):
            return Fraction(0)
        count = len(question["choices"])
        return Fraction(1, 2**count) if question.get("several") else Fraction(1, max(count - 1, 1))

    def can_mark(self, old, new):
        return offered.same_choices(old, new) and bool(old.get("several")) == bool(new.get("several"))

    def corrected_own(self, question, answer, *, order):
        corrected = offered.corrected_choices(question, answer, order)
        return {
            "choices": self._with_pictures(question, order, corrected),
            "several": bool(question.get("several")),
        }

    def options(self, question):
        return offered.options_of(question)

    def chosen(self, question, answer):
        return offered.chosen_options(question, answer)

    @staticmethod
    def _with_pictures(question, order, shown: list[dict]) -> list[dict]:
        """What is shown of each choice, with its picture while there is one."""
        pictures = [choice.get("image") for choice in question["choices"]]
        return [
            choice | {"picture": shown_picture(pictures[place]) if pictures[place] else None}
            for choice, place in zip(shown, offered.places(order, len(pictures)), strict=True)
        ]
