"""The JSON of lessons, as the demo data and any import write it. Stored: never to change shape."""

import pytest
from wagtail.blocks import StreamBlock

from cms.blocks import LESSON_BLOCKS

LESSON = [
    ("heading", {"text": "Deux façons de compter", "level": "h2"}, '<h2 id="deux-facons-de-compter">'),
    ("heading", {"text": "Un détail", "level": "h3"}, '<h3 id="un-detail">Un détail</h3>'),
    ("paragraph", "<p>Un <b>texte</b>.</p>", "<p>Un <b>texte</b>.</p>"),
    (
        "callout",
        {
            "kind": "law",
            "title": "le seuil",
            "text": "<p>Au-delà de 153 000 €.</p>",
            "source": "C. com., L. 612-4",
        },
        'class="callout law"',
    ),
    (
        "worked_example",
        {
            "title": "Le loyer",
            "situation": "<p>Payé en janvier.</p>",
            "steps": ["Lire", "Dater"],
            "result": "<p>Ici.</p>",
        },
        "Dater",
    ),
    (
        "table",
        {
            "caption": "Les deux méthodes",
            "table": {
                "columns": [{"type": "text", "heading": "Fait"}, {"type": "text", "heading": "Année"}],
                "rows": [{"values": ["Loyer", "2026"]}],
            },
            "note": "Arrondi.",
        },
        '<th scope="row">Loyer</th>',
    ),
    ("key_points", {"points": ["Une pièce, un numéro."]}, "Une pièce, un numéro."),
    (
        "exercise",
        {"title": "À dater", "instructions": "<p>Datez.</p>", "answer": "<p>2026.</p>"},
        "<details>",
    ),
]


@pytest.mark.parametrize(("slug", "value", "shown"), LESSON, ids=[slug for slug, *_ in LESSON])
def test_a_lesson_reads_its_json(slug, value, shown):
    stream = StreamBlock(LESSON_BLOCKS)
    (child,) = stream.to_python([{"type": slug, "value": value}])
    assert shown in child.render()


def test_a_callout_says_its_kind_in_words():
    (child,) = StreamBlock(LESSON_BLOCKS).to_python(
        [
            {
                "type": "callout",
                "value": {"kind": "key", "title": "la date", "text": "<p>Oui.</p>", "source": ""},
            }
        ]
    )
    assert "À retenir\u00a0: la date" in child.render().replace("&nbsp;", "\u00a0")


def test_words_in_plain_fields_are_escaped():
    (child,) = StreamBlock(LESSON_BLOCKS).to_python(
        [{"type": "heading", "value": {"text": "<script>1</script>", "level": "h2"}}]
    )
    assert "<script>" not in child.render()


def test_the_answer_of_an_exercise_is_folded():
    (child,) = StreamBlock(LESSON_BLOCKS).to_python(
        [
            {
                "type": "exercise",
                "value": {"title": "t", "instructions": "<p>i</p>", "answer": "<p>la réponse</p>"},
            }
        ]
    )
    html = child.render()
    assert html.index("<summary>") < html.index("la réponse") < html.index("</details>")
    assert "<details open" not in html


def test_a_table_can_be_reached_and_is_named():
    (child,) = StreamBlock(LESSON_BLOCKS).to_python([{"type": "table", "value": LESSON[5][1]}])
    assert '<section class="table" aria-label="Les deux méthodes" tabindex="0"' in child.render()
