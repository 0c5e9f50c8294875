"""What a framework says, and what keeps it from being put in force."""

import re

import pytest

from skills.actions.install_framework import OURS, as_blocks, our_framework
from skills.rules.frameworks import Competency, Content, Domain, Problem, lines, problems, read
from skills.rules.matching import suggest


def ours() -> Content:
    def stored(item):
        return {"value": item[1] | {"competencies": [{"value": one} for one in item[1]["competencies"]]}}

    return read(map(stored, as_blocks(our_framework())))


class TestReading:
    def test_a_competency_has_its_words_its_examples_and_its_modules(self):
        one = {
            "code": "tenir-comptes",
            "title": "Tenir les comptes",
            "description": None,
            "words": "caisse*,\nlivre* de compte*, ",
            "examples": "Une page, sans nom\n\nUn classement",
            "modules": "compta, Droit",
        }
        stored = [{"value": {"code": "gestion", "title": "Gérer", "competencies": [{"value": one}]}}]
        competency = read(stored).by_code["tenir-comptes"]
        assert competency.words == ("caisse*", "livre* de compte*")
        assert competency.examples == ("Une page, sans nom", "Un classement")
        assert competency.modules == ("COMPTA", "DROIT")
        assert competency.description == competency.esco_uri == competency.rncp_block == ""

    def test_lines_may_be_parted_by_commas(self):
        assert lines("a, b\nc,,") == ("a", "b", "c")


GOOD = Domain("collectif", "Le collectif", (Competency("decider", "Décider"),))


class TestProblems:
    @pytest.mark.parametrize(
        ("content", "found"),
        [
            (Content((GOOD,)), ()),
            (Content(), ((Problem.NO_DOMAIN, ""),)),
            (Content((GOOD, Domain("b", "Vide"))), ((Problem.EMPTY_DOMAIN, "Vide"),)),
            (
                Content((GOOD, Domain("b", "B", (Competency("decider", "Décider"),)))),
                ((Problem.CODE_TWICE, "decider"),),
            ),
            (Content((GOOD, GOOD)), ((Problem.CODE_TWICE, "collectif"), (Problem.CODE_TWICE, "decider"))),
            (Content((Domain("Été", "B", GOOD.competencies),)), ((Problem.BAD_CODE, "Été"),)),
        ],
    )
    def test_are_all_named(self, content, found):
        assert problems(content) == found


class TestOurs:
    def test_has_six_domains_and_about_forty_competencies_and_no_problem(self):
        content = ours()
        assert len(content.domains) == 6
        assert 40 <= len(content.competencies) <= 48
        assert problems(content) == ()

    def test_each_competency_is_said_in_plain_words_with_an_example_and_words(self):
        for one in ours().competencies:
            assert one.description.endswith("."), one.code
            assert one.examples, one.code
            assert len(one.words) >= 3, one.code
            assert len(one.title) <= 90, one.code

    def test_no_word_is_so_short_that_it_finds_anything(self):
        for one in ours().competencies:
            for word in one.words:
                assert all(len(part) >= 4 for part in word.split() if part.endswith("*")), (one.code, word)

    @pytest.mark.parametrize(
        "word", "votre jeudi vendredi public animal ça formidable tableau montagne service".split()
    )
    def test_common_words_call_nothing_to_mind(self, word):
        assert suggest(f"C’est {word}.", ours().competencies) == ()

    def test_every_competency_can_be_called_to_mind(self):
        content = ours()
        for one in content.competencies:
            text = ". ".join(word.replace("*", "") for word in one.words)
            assert one.code in {s.code for s in suggest(text, content.competencies, most=99)}

    def test_names_no_mark_and_uses_french_typography(self):
        text = OURS.read_text(encoding="utf-8")
        assert "asseport" not in text
        assert not re.search(r"\w'\w| [:;!?»]", text)
