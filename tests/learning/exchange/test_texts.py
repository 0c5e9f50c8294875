"""Other people's markup made plain."""

import pytest

from learning.exchange.texts import HTML, MARKDOWN, MOODLE, PLAIN, plain


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("<p>Un</p><p>Deux</p>", "Un\n\nDeux"),
        ("Un<br>deux", "Un\ndeux"),
        ("<ul><li>a</li><li>b</li></ul>", "- a\n- b"),
        ("<ol><li><p>a</p></li><li>b</li></ol>", "1. a\n2. b"),
        ("x<sup>2</sup> + H<sub>2</sub>O + y<sup>ab</sup>", "x² + H₂O + y^(ab)"),
        ('<a href="https://exemple.fr">Ici</a>', "Ici (https://exemple.fr)"),
        ('<a href="javascript:alert(1)">Ici</a>', "Ici"),
        ("<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>", "a | b\nc"),
        ("<pre>a\n  b</pre>", "a\n  b"),
        ("a &lt;b&gt; &amp; c", "a <b> & c"),
        ("<!-- rien -->a<script>x</script><style>y</style>", "a"),
        ("  a \n  b  ", "a b"),
        ("a\x00b", "ab"),
    ],
)
def test_html(written, read):
    assert plain(written, HTML).text == read


def test_what_is_played_or_drawn_is_told():
    made = plain('<video src="a"></video><svg><path/></svg>Mot', HTML)
    assert made.text == "Mot"
    assert len(made.notes) == 2


def test_pictures_are_handed_over_with_their_words():
    assert plain('<img src="a.png" alt=" Un plan ">', HTML).pictures == [("a.png", "Un plan")]
    assert plain("![Un plan](a.png)", MARKDOWN).pictures == [("a.png", "Un plan")]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("**gras** et _fin_", "gras et fin"),
        ("# Titre\n- a\n- b", "Titre\n- a\n- b"),
        ("[ici](https://exemple.fr)", "ici (https://exemple.fr)"),
        ("2 * 3 * 4", "2 * 3 * 4"),
        ("nom_de_variable", "nom_de_variable"),
    ],
)
def test_markdown(written, read):
    assert plain(written, MARKDOWN).text == read


def test_the_automatic_format_of_moodle_keeps_lines():
    assert plain("a\n<b>b</b>", MOODLE).text == "a\nb"
    assert plain("a < b", MOODLE).text == "a < b"


def test_plain_text_is_as_it_is():
    assert plain("<b>a</b> &amp;", PLAIN).text == "<b>a</b> &amp;"
