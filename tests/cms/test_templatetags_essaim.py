"""Icons, combs and durations."""

import re

import pytest
from django.conf import settings
from django.template import Context, Template

from cms.templatetags.essaim import IconMissing, cell, comb, count_of, duration, hexicon, icon, in_words

SEVEN = ["done", "done", "done", "now", "todo", "todo", "todo"]


def cells(drawing: str, state: str) -> int:
    return len(re.findall(rf'<path class="{state}"', drawing))


@pytest.mark.parametrize(
    ("minutes", "shown"),
    [
        (0, "0\u00a0min"),
        (45, "45\u00a0min"),
        (60, "1\u00a0h"),
        (65, "1\u00a0h\u00a005"),
        (90, "1\u00a0h\u00a030"),
        (240, "4\u00a0h"),
        (1440, "24\u00a0h"),
        (None, ""),
        ("", ""),
    ],
)
def test_a_duration_is_said_as_one_says_it(minutes, shown):
    assert duration(minutes) == shown


@pytest.mark.parametrize(
    ("states", "words"),
    [
        (["todo"], "1 étape"),
        (["todo"] * 7, "7 étapes"),
        (["now", *["todo"] * 6], "0 étape terminée sur 7, la 1re est en cours"),
        (["done", "now", "todo"], "1 étape terminée sur 3, la 2e est en cours"),
        (SEVEN, "3 étapes terminées sur 7, la 4e est en cours"),
        (["done", "done", "todo"], "2 étapes terminées sur 3"),
        (["done"], "Terminé\u00a0: 1 étape"),
        (["done"] * 7, "Terminé\u00a0: 7 étapes sur 7"),
    ],
)
def test_a_comb_says_in_words_what_it_shows(states, words):
    assert in_words(states) == words
    assert f'aria-label="{words}"' in comb(states)


@pytest.mark.parametrize(("states", "count"), [(["todo"] * 7, "7"), (["now", "todo"], "0/2"), (SEVEN, "3/7")])
def test_the_heart_gives_the_count(states, count):
    assert count_of(states) == count
    assert f">{count}</text>" in comb(states)


def test_six_sequences_and_a_quiz_are_six_cells_and_a_heart():
    drawing = comb(SEVEN, last_is_heart=True)
    assert cells(drawing, "done") + cells(drawing, "now") + cells(drawing, "todo") == 6
    assert 'class="heart todo"' in drawing
    assert 'viewBox="-52 -54 104 108"' in drawing


@pytest.mark.parametrize("steps", [7, 19])
def test_a_step_that_would_be_alone_on_a_new_ring_is_the_heart(steps):
    drawing = comb(["now"] + ["todo"] * (steps - 1))
    assert cells(drawing, "now") + cells(drawing, "todo") == steps - 1
    assert 'class="heart todo"' in drawing
    assert f"0/{steps}" in drawing


def test_the_last_step_can_be_kept_as_a_cell():
    assert cells(comb(["todo"] * 7, last_is_heart=False), "todo") == 7


def test_the_heart_can_be_given_apart():
    assert comb(SEVEN[:-1], heart="todo") == comb(SEVEN, last_is_heart=True)


def test_a_step_alone_is_a_cell_even_when_the_last_should_be_the_heart():
    assert cells(comb(["todo"], last_is_heart=True), "todo") == 1


@pytest.mark.parametrize(
    ("steps", "box"), [(6, "-52 -54 104 108"), (8, "-82 -89 164 178"), (18, "-82 -89 164 178")]
)
def test_a_second_ring_begins_after_six_cells(steps, box):
    drawing = comb(["todo"] * steps)
    assert f'viewBox="{box}"' in drawing
    assert cells(drawing, "todo") == steps


def test_beyond_eighteen_cells_progress_is_a_bar():
    drawing = comb(["done"] * 5 + ["todo"] * 15)
    assert '<progress max="20" value="5" aria-label="5 étapes terminées sur 20">' in drawing
    assert "<svg" not in drawing


def test_no_two_cells_of_a_full_comb_overlap():
    places = re.findall(r'class="todo" d="(M[^l]+)l', comb(["todo"] * 18))
    assert len(set(places)) == 18
    assert "M-18 0" not in places


def test_the_heart_fills_when_all_is_done():
    assert 'class="whole"' in comb(["done"] * 7, last_is_heart=True)
    assert 'class="whole"' not in comb(SEVEN, last_is_heart=True)


def test_a_done_cell_is_ticked_and_a_current_one_opened():
    drawing = comb(SEVEN)
    assert drawing.count('class="tick"') == 3
    assert drawing.count('class="core"') == 1


def test_a_line_has_every_step_and_the_same_words():
    drawing = comb(SEVEN, line=True)
    assert 'class="comb line"' in drawing
    assert cells(drawing, "done") == 3
    assert in_words(SEVEN) in drawing


def test_other_words_can_be_given_and_are_escaped():
    assert 'aria-label="Niveau &lt;3&gt;"' in comb(["done"], label="Niveau <3>")


def test_nothing_is_drawn_for_nothing():
    assert comb([]) == ""


def test_an_unknown_state_is_refused():
    with pytest.raises(ValueError, match="finished"):
        comb(["finished"])


def test_a_hollow_cell_of_a_plan_bears_its_number():
    assert ">3</text>" in cell("todo", 3)
    assert ">3</text>" not in cell("done", 3)


def test_icons_are_silent_and_carry_no_style():
    for drawing in (icon("check"), hexicon("scale")):
        assert 'aria-hidden="true"' in drawing
        assert "style=" not in drawing
        assert "<!--" not in drawing


def test_an_icon_that_was_not_brought_says_what_to_do():
    with pytest.raises(IconMissing, match=r"icons\.txt"):
        icon("no-such-icon")


def test_every_icon_of_the_list_was_brought():
    for name in (settings.ROOT / "platform" / "static" / "icons.txt").read_text().split():
        assert icon(name)


def test_every_icon_that_a_template_names_is_in_the_list():
    listed = set((settings.ROOT / "platform" / "static" / "icons.txt").read_text().split())
    used = {
        name
        for file in (settings.ROOT / "templates").rglob("*.html")
        for name in re.findall(r'{% (?:hex)?icon "([^"]+)"', file.read_text())
    }
    assert used <= listed


def test_templates_draw_with_them():
    page = Template('{% load essaim %}{% icon "check" %}{% comb steps last_is_heart=True %}{{ 90|duration }}')
    html = page.render(Context({"steps": SEVEN}))
    assert 'class="icon"' in html
    assert "3/7" in html
    assert "1\u00a0h\u00a030" in html
