"""Environment variables are read with their type, or refused by name."""

import stat

import pytest
from django.core.exceptions import ImproperlyConfigured

from config import environment as env


@pytest.mark.parametrize(
    ("raw", "meant"), [("1", True), ("Yes", True), ("off", False), ("FALSE", False), ("", True)]
)
def test_a_switch_takes_the_usual_words_and_else_its_default(monkeypatch, raw, meant):
    monkeypatch.setenv("ESSAIM_TRY", raw)
    assert env.yes_no("ESSAIM_TRY", default=True) is meant


def test_a_switch_that_is_neither_names_itself_and_what_it_takes(monkeypatch):
    monkeypatch.setenv("ESSAIM_TRY", "peut-être")
    with pytest.raises(ImproperlyConfigured, match=r"ESSAIM_TRY=peut-être: use one of 1, true"):
        env.yes_no("ESSAIM_TRY", default=True)


def test_a_number_that_is_not_one_names_itself(monkeypatch):
    monkeypatch.setenv("ESSAIM_TRY", "huit mille")
    with pytest.raises(ImproperlyConfigured, match="ESSAIM_TRY=huit mille: use a whole number"):
        env.whole("ESSAIM_TRY", 8000)


def test_a_number_left_out_is_its_default(monkeypatch):
    monkeypatch.delenv("ESSAIM_TRY", raising=False)
    assert env.whole("ESSAIM_TRY", 8000) == 8000


def test_a_list_drops_what_is_empty(monkeypatch):
    monkeypatch.setenv("ESSAIM_TRY", " a.fr, ,b.fr ,")
    assert env.words("ESSAIM_TRY") == ["a.fr", "b.fr"]


def test_a_kept_secret_is_made_once_and_read_by_its_owner_alone(tmp_path):
    path = tmp_path / "secret-key"
    secret = env.kept_secret(path)
    assert len(secret) > 50
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert env.kept_secret(path) == secret
    assert list(tmp_path.iterdir()) == [path]
