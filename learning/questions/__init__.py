"""Kinds of question, one file each.

To add one: write `learning/questions/<slug>.py` with a subclass of `QuestionKind` (its `preview_value` is also its
test fixture), write `templates/learning/questions/<slug>.html`, list it in `KINDS` and run makemigrations. The
contract tests in `tests/learning/questions/test_every_kind.py` then cover it, once told there what answers its sample.
"""

from learning.questions.base import QuestionKind
from learning.questions.categorise import Categorise
from learning.questions.cloze import Cloze
from learning.questions.image_choice import ImageChoice
from learning.questions.likert import Likert
from learning.questions.matching import Matching
from learning.questions.multiple_choice import MultipleChoice
from learning.questions.numeric import Numeric
from learning.questions.open_text import OpenText
from learning.questions.ordering import Ordering
from learning.questions.parts import DRAW, SECTION, DrawBlock, SectionBlock
from learning.questions.short_text import ShortText
from learning.questions.single_choice import SingleChoice
from learning.questions.true_false import TrueFalse

# In the order authors see them. A slug is stored with every question: never rename one.
KINDS: tuple[type[QuestionKind], ...] = (
    SingleChoice,
    MultipleChoice,
    TrueFalse,
    ImageChoice,
    ShortText,
    Numeric,
    Cloze,
    Matching,
    Ordering,
    Categorise,
    OpenText,
    Likert,
)

# What a quiz is made of: questions written in it, sections, draws from banks.
QUIZ_BLOCKS = [(kind.slug, kind()) for kind in KINDS] + [(SECTION, SectionBlock()), (DRAW, DrawBlock())]

BY_SLUG: dict[str, QuestionKind] = {kind.slug: kind() for kind in KINDS}

__all__ = ["BY_SLUG", "KINDS", "QUIZ_BLOCKS", "QuestionKind"]
