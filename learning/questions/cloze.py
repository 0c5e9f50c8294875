"""A text with gaps to fill in, typed or chosen."""

from fractions import Fraction

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from learning.questions import accepted, arranged, choices
from learning.questions.base import QuestionKind
from learning.questions.partial import SHARE, partial_policy
from learning.rules import gaps
from learning.rules.matching_text import Tolerance, first_fitting
from learning.rules.numbers import is_near, number, typed_number
from learning.rules.partial import all_or_nothing, weighted

TYPED, CHOSEN, NUMBER = "typed", "chosen", "number"
LONGEST = 120


class GapBlock(blocks.StructBlock):
    """One gap: how it is filled in, what is expected there, what it weighs."""

    kind = blocks.ChoiceBlock(
        choices=[
            (TYPED, _("A word typed")),
            (NUMBER, _("A number typed")),
            (CHOSEN, _("An answer chosen in a list")),
        ],
        default=TYPED,
        label=_("Filled in by"),
    )
    answers = blocks.ListBlock(
        accepted.SpellingBlock(),
        min_num=1,
        max_num=20,
        label=_("Answers"),
        help_text=_("For a list: all that it offers, the wrong ones with 0."),
    )
    tolerance = blocks.CharBlock(
        label=_("Tolerance"),
        max_length=40,
        required=False,
        validators=[accepted.is_no_less_than_zero],
        help_text=_("For a number: more or less this much."),
    )
    weight = blocks.IntegerBlock(label=_("Weight"), min_value=1, max_value=20, default=1)

    class Meta:
        icon = "edit"
        label = _("Gap")


class Cloze(QuestionKind):
    """An answer is {"number of the gap in the text": what was typed, or the place of what was chosen}.

    ``order`` has one list for each gap, in their written order: places of what a list offers; empty for typed ones.
    """

    slug = "cloze"

    text = blocks.TextBlock(
        label=_("Text"),
        rows=5,
        help_text=_("Write [[1]] where the first gap below stands, [[2]] for the second…"),
    )
    gaps = blocks.ListBlock(GapBlock(), min_num=1, max_num=20, label=_("Gaps"))
    ignore_case = blocks.BooleanBlock(label=_("Capitals do not count"), required=False, default=True)
    ignore_accents = blocks.BooleanBlock(label=_("Accents do not count"), required=False, default=True)
    partial = partial_policy(_("Each gap earns its share, by its weight"), default=SHARE)

    corrected_template_name = "learning/questions/corrected_gaps.html"

    class Meta:
        icon = "pilcrow"
        label = _("Text with gaps")
        description = _("A text to complete, by typing or by choosing")
        preview_value = {
            "prompt": "Complétez ce rappel sur les subventions.",
            "points": 4,
            "text": "Au-delà de [[1]] € par an, l’autorité qui attribue la subvention conclut avec l’association une "
            "[[2]]. La part affectée à un projet et non utilisée à la clôture devient des fonds [[3]].",
            "gaps": [
                {
                    "kind": "number",
                    "answers": [
                        {"text": "23 000", "credit": 100, "feedback": ""},
                        {
                            "text": "153 000",
                            "credit": 0,
                            "feedback": "C’est le seuil du commissaire aux comptes.",
                        },
                    ],
                    "tolerance": "0",
                    "weight": 2,
                },
                {
                    "kind": "chosen",
                    "answers": [
                        {"text": "convention", "credit": 100, "feedback": ""},
                        {
                            "text": "délibération",
                            "credit": 0,
                            "feedback": "Elle décide ; la convention engage.",
                        },
                        {"text": "attestation", "credit": 0, "feedback": ""},
                    ],
                    "tolerance": "",
                    "weight": 1,
                },
                {
                    "kind": "typed",
                    "answers": [
                        {"text": "dédiés", "credit": 100, "feedback": ""},
                        {
                            "text": "propres",
                            "credit": 0,
                            "feedback": "Les fonds propres ne sont voués à aucun projet.",
                        },
                    ],
                    "tolerance": "",
                    "weight": 1,
                },
            ],
            "ignore_case": True,
            "ignore_accents": True,
            "partial": "share",
            "hint": "Le premier seuil est le plus bas des deux que l’on retient.",
            "feedback": "La convention précise l’objet, le montant et les conditions d’utilisation.",
            "source": "Loi 2000-321, art. 10 ; décret 2001-495",
        }

    def clean(self, value):
        cleaned = super().clean(value)
        expected = list(range(1, len(cleaned["gaps"]) + 1))
        choices.refuse_unless(
            sorted(gaps.numbers(cleaned["text"])) == expected,
            _("Write each gap once in the text, from [[1]] to [[%(last)s]].") % {"last": len(expected)},
            "text",
        )
        for at, gap in enumerate(cleaned["gaps"], start=1):
            self._check(at, gap)
        return cleaned

    @staticmethod
    def _check(at: int, gap) -> None:
        texts = [one["text"] for one in gap["answers"]]
        right = any(accepted.is_expected(one) for one in gap["answers"])
        choices.refuse_unless(right, _("Gap %(at)s: give an answer that earns 100%%.") % {"at": at}, "gaps")
        if gap["kind"] == CHOSEN:
            enough = len(set(texts)) == len(texts) > 1
            choices.refuse_unless(
                enough, _("Gap %(at)s: offer at least two different answers.") % {"at": at}, "gaps"
            )
        if gap["kind"] == NUMBER:
            numbers = all(number(text) is not None for text in texts)
            choices.refuse_unless(
                numbers, _("Gap %(at)s: write its answers as numbers.") % {"at": at}, "gaps"
            )

    def arrange(self, question, chance, shuffle):
        return [
            choices.shuffled(len(gap["answers"]), chance) if gap["kind"] == CHOSEN else []
            for gap in question["gaps"]
        ]

    def shown_own(self, question, *, order, answer):
        return {
            "pieces": [
                {"words": piece}
                if isinstance(piece, str)
                else {"gap": self._shown_gap(question, piece, order, answer)}
                for piece in self._pieces(question)
            ],
            "longest": LONGEST,
        }

    def _shown_gap(self, question, at, order, answer):
        gap, given = question["gaps"][at - 1], self._given(question, answer).get(at, "")
        texts = [one["text"] for one in gap["answers"]]
        return {
            "number": at,
            "given": "" if gap["kind"] == CHOSEN else given,
            "is_number": gap["kind"] == NUMBER,
            "offered": [
                {"value": str(shown), "text": texts[place], "chosen": str(place) == given}
                for shown, place in enumerate(self._drawn(gap, at, order))
            ],
        }

    def answer_from(self, question, data, name, *, order):
        found = {}
        for at, gap in enumerate(question["gaps"], start=1):
            sent = accepted.typed(data.get(f"{name}-{at}", ""), LONGEST)
            if gap["kind"] == CHOSEN:
                sent = {
                    str(shown): str(place) for shown, place in enumerate(self._drawn(gap, at, order))
                }.get(sent, "")
            if sent:
                found[str(at)] = sent
        return found

    def is_complete(self, question, answer):
        return len(self._given(question, answer)) == len(question["gaps"])

    def credit(self, question, answer):
        shares = self._shares(question, answer)
        if question.get("partial") == SHARE:
            return weighted(shares, [gap.get("weight") or 1 for gap in question["gaps"]])
        return all_or_nothing(all(share == 1 for share in shares))

    def can_mark(self, old, new):
        # What a list offers is named by its place; what was typed is read anew.
        def shape(question):
            return [
                [one["text"] for one in gap["answers"]] if gap["kind"] == CHOSEN else gap["kind"]
                for gap in question["gaps"]
            ]

        return shape(old) == shape(new)

    def corrected_own(self, question, answer, *, order):
        given, fitting = self._given(question, answer), self._fitting(question, answer)
        parts = {}
        for at, gap in enumerate(question["gaps"], start=1):
            found = fitting.get(at)
            share = accepted.share_of(gap["answers"][found]) if found is not None else Fraction(0)
            told = given.get(at, "")
            parts[at] = {
                "number": at,
                "given": gap["answers"][found]["text"] if told and gap["kind"] == CHOSEN else told,
                "expected": [text.replace("*", "…") for text in accepted.expected_texts(gap["answers"])],
                "is_right": share == 1,
                "is_part": 0 < share < 1,
                "word": (gap["answers"][found].get("feedback") or "") if found is not None else "",
            }
        return {
            "pieces": [
                {"words": piece} if isinstance(piece, str) else {"gap": parts[piece]}
                for piece in self._pieces(question)
            ],
            "parts": list(parts.values()),
        }

    def in_words(self, question, answer):
        told = [
            f"[{at}] {question['gaps'][at - 1]['answers'][int(given)]['text']}"
            if question["gaps"][at - 1]["kind"] == CHOSEN
            else f"[{at}] {given}"
            for at, given in sorted(self._given(question, answer).items())
        ]
        return " · ".join(told)

    def options(self, question):
        return arranged.rights_as_options(
            [
                f"[{at}] {' / '.join(accepted.expected_texts(gap['answers']))}"
                for at, gap in self._numbered(question)
            ]
        )

    def chosen(self, question, answer):
        return [str(place) for place, share in enumerate(self._shares(question, answer)) if share == 1]

    @staticmethod
    def _numbered(question):
        return enumerate(question["gaps"], start=1)

    @staticmethod
    def _pieces(question) -> list[str | int]:
        """The text cut at its gaps; a number that no gap has stays as it is written."""
        there = range(1, len(question["gaps"]) + 1)
        return [
            f"[[{piece}]]" if isinstance(piece, int) and piece not in there else piece
            for piece in gaps.pieces(question["text"])
        ]

    @staticmethod
    def _drawn(gap, at: int, order) -> list[int]:
        """What a list offers, in the order drawn; nothing for a gap that is typed."""
        if gap["kind"] != CHOSEN:
            return []
        mine = order[at - 1] if isinstance(order, list) and len(order) >= at else []
        return arranged.drawn(mine, [one["text"] for one in gap["answers"]])

    def _given(self, question, answer) -> dict[int, str]:
        """What was typed, or the place of what was chosen, in each gap that was filled in."""
        given = {}
        for at, gap in self._numbered(question):
            sent = accepted.typed(answer.get(str(at)), LONGEST) if isinstance(answer, dict) else ""
            if gap["kind"] == CHOSEN and sent not in {str(place) for place in range(len(gap["answers"]))}:
                continue
            if sent:
                given[at] = sent
        return given

    def _fitting(self, question, answer) -> dict[int, int]:
        """For each gap, the place of the answer that fits what was given."""
        tolerance = Tolerance(
            case=bool(question.get("ignore_case", True)), accents=bool(question.get("ignore_accents"))
        )
        found = {
            at: _fits(question["gaps"][at - 1], given, tolerance)
            for at, given in self._given(question, answer).items()
        }
        return {at: place for at, place in found.items() if place is not None}

    def _shares(self, question, answer) -> list[Fraction]:
        fitting = self._fitting(question, answer)
        return [
            accepted.share_of(gap["answers"][fitting[at]]) if at in fitting else Fraction(0)
            for at, gap in self._numbered(question)
        ]


def _fits(gap: dict, given: str, tolerance: Tolerance) -> int | None:
    """The place of the first answer of this gap that fits; None when none does."""
    texts = [one["text"] for one in gap["answers"]]
    if gap["kind"] == CHOSEN:
        return int(given)
    if gap["kind"] == TYPED:
        return first_fitting(given, texts, tolerance)
    typed, allowed = typed_number(given), number(gap.get("tolerance") or "0") or Fraction(0)
    if typed is None or typed.unit:
        return None
    return next(
        (
            place
            for place, expected in enumerate(map(number, texts))
            if expected is not None
            and any(is_near(one, expected, tolerance=allowed) for one in typed.readings)
        ),
        None,
    )
