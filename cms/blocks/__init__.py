"""The blocks that authors build pages with: one file each.

To add one:

1. ``cms/blocks/<slug>.py``: a block class whose ``Meta`` has a label, an icon, a description, a template and a
   ``preview_value``, which is both the sample that authors see in the picker and the fixture of the contract tests.
2. ``templates/cms/blocks/<slug>.html``: no ``style=``, titles from ``h2`` down, nothing that needs JavaScript.
3. A line in the tuple below, then ``makemigrations``.

A slug is stored in every page that uses the block: never rename one.
"""

from wagtail.blocks import Block

from cms.blocks.agenda import AgendaBlock
from cms.blocks.call_to_action import CallToActionBlock
from cms.blocks.callout import CalloutBlock
from cms.blocks.cards import CardsBlock
from cms.blocks.document import DocumentBlock
from cms.blocks.exercise import ExerciseBlock
from cms.blocks.heading import HeadingBlock
from cms.blocks.image import ImageBlock
from cms.blocks.key_points import KeyPointsBlock
from cms.blocks.latest_news import LatestNewsBlock
from cms.blocks.modules import ModulesBlock
from cms.blocks.paragraph import ParagraphBlock
from cms.blocks.quote import QuoteBlock
from cms.blocks.steps import StepsBlock
from cms.blocks.table import TableBlock
from cms.blocks.worked_example import WorkedExampleBlock

__all__ = ["EDITORIAL_BLOCKS", "LESSON_BLOCKS"]

# In the order authors see them.
LESSON_BLOCKS: tuple[tuple[str, Block], ...] = (
    ("heading", HeadingBlock()),
    ("paragraph", ParagraphBlock()),
    ("callout", CalloutBlock()),
    ("worked_example", WorkedExampleBlock()),
    ("table", TableBlock()),
    ("exercise", ExerciseBlock()),
    ("key_points", KeyPointsBlock()),
    ("steps", StepsBlock()),
    ("image", ImageBlock()),
    ("quote", QuoteBlock()),
    ("document", DocumentBlock()),
)

EDITORIAL_BLOCKS: tuple[tuple[str, Block], ...] = (
    *LESSON_BLOCKS,
    ("call_to_action", CallToActionBlock()),
    ("cards", CardsBlock()),
    ("agenda", AgendaBlock()),
    ("latest_news", LatestNewsBlock()),
    ("modules", ModulesBlock()),
)
