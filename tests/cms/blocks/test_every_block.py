"""What every block promises. A new one is covered by being listed in the tuples."""

import json
from html.parser import HTMLParser
from itertools import pairwise

import pytest
from django.template.loader import get_template
from wagtail.blocks import StreamBlock

from cms.blocks import EDITORIAL_BLOCKS, LESSON_BLOCKS


class Outline(HTMLParser):
    """The headings, attributes and ids of a piece of HTML."""

    def __init__(self, html: str):
        super().__init__()
        self.levels, self.attributes, self.ids = [], set(), []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        if len(tag) == 2 and tag[0] == "h" and tag[1].isdigit():
            self.levels.append(int(tag[1]))
        self.attributes |= {name for name, _value in attrs}
        self.ids += [value for name, value in attrs if name == "id"]


@pytest.fixture(params=EDITORIAL_BLOCKS, ids=lambda pair: pair[0])
def slug_and_block(request):
    return request.param


@pytest.fixture
def block(slug_and_block):
    return slug_and_block[1]


@pytest.fixture
def sample(block, db):
    return block.get_preview_value()


@pytest.fixture
def html(block, sample, house, rf):
    request = rf.get("/", HTTP_HOST=house.site.hostname)
    return block.render(sample, context={"request": request})


def test_lessons_use_nothing_that_editorial_pages_lack():
    assert set(dict(LESSON_BLOCKS)) <= set(dict(EDITORIAL_BLOCKS))


def test_no_slug_is_used_twice():
    slugs = [slug for slug, _block in EDITORIAL_BLOCKS]
    assert len(slugs) == len(set(slugs))


def test_authors_are_told_what_it_is_for(block):
    assert str(block.label)
    assert block.get_description()
    assert block.meta.icon != "placeholder"


def test_its_template_bears_its_slug(slug_and_block):
    slug, block = slug_and_block
    assert block.meta.template == f"cms/blocks/{slug}.html"
    assert get_template(block.meta.template)


def test_authors_see_a_sample_when_they_pick_it(block):
    assert block.is_previewable


def test_its_sample_is_what_an_author_could_save(block, sample):
    choosers = {"image", "document", "page"}  # the library of an empty site has none to offer
    if not (hasattr(sample, "keys") and choosers & {key for key in sample if sample[key] is None}):
        block.clean(sample)


def test_its_sample_survives_being_stored(slug_and_block, db):
    slug, block = slug_and_block
    stream = StreamBlock([slug_and_block])
    stored = [{"type": slug, "value": block.get_prep_value(block.get_preview_value())}]
    again = stream.get_prep_value(stream.to_python(json.loads(json.dumps(stored, default=str))))
    assert json.loads(json.dumps(again[0]["value"], default=str)) == json.loads(
        json.dumps(block.get_prep_value(stream.to_python(again)[0].value), default=str)
    )


def test_it_renders_its_sample(html):
    assert html.strip()


def test_it_carries_no_style_and_no_script_of_its_own(html):
    outline = Outline(html)
    assert "style" not in outline.attributes
    assert not {name for name in outline.attributes if name.startswith("on")}
    assert "<script" not in html
    assert "<style" not in html


def test_its_headings_start_at_the_second_level_and_never_skip_one(html):
    levels = Outline(html).levels
    assert all(level >= 2 for level in levels)
    if levels:
        assert levels[0] == 2
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_it_gives_no_id_twice(html):
    ids = Outline(html).ids
    assert len(ids) == len(set(ids))


def test_its_sample_is_dressed_as_on_a_page(block, sample, house, rf):
    template = get_template(block.get_preview_template(sample))
    context = block.get_preview_context(sample) | {"bound_block": block.bind(sample)}
    html = template.render(context, request=rf.get("/", HTTP_HOST=house.site.hostname))
    assert "css/essaim.css" in html
    assert 'class="wrap flow stream head"' in html
