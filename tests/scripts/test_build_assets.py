"""Fonts and icons come from packages: the right ones, whole, and made once."""

from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

ROOT = Path(__file__).resolve().parent.parent.parent
FONTS = ROOT / "platform" / "static" / "vendor" / "fonts"


@pytest.fixture
def assets(script, tmp_path, monkeypatch):
    """The script at work in a folder of its own, with two icons asked for."""
    module = script("build_assets")
    monkeypatch.setattr(module, "STATIC", tmp_path)
    monkeypatch.setattr(module, "VENDOR", tmp_path / "vendor")
    monkeypatch.setattr(module, "STAMP", tmp_path / "vendor" / ".stamp")
    monkeypatch.setattr(module, "ICON_NAMES", tmp_path / "icons.txt")
    module.ICON_NAMES.write_text("# acting\ncheck\narrow-right # forward\n\n")
    return module


def test_it_makes_fonts_and_the_icons_asked_for_with_their_licences(assets):
    assets.main()
    made = {path.relative_to(assets.VENDOR).as_posix() for path in assets.VENDOR.rglob("*.*")}
    assert {"icons/check.svg", "icons/arrow-right.svg", "icons/LICENSE.txt", "fonts/LICENSE.txt"} <= made
    assert {"fonts/essaim-400.ttf", "fonts/essaim-700.ttf"} <= made
    assert sum(name.startswith("icons/") for name in made) == 3


def test_run_again_it_does_nothing_until_an_icon_is_asked_for(assets):
    assets.main()
    font = assets.VENDOR / "fonts" / "essaim-400.ttf"
    made_at, content = font.stat().st_mtime_ns, font.read_bytes()
    assets.main()
    assert font.stat().st_mtime_ns == made_at

    assets.ICON_NAMES.write_text("search")
    assets.main()
    assert (assets.VENDOR / "icons" / "search.svg").exists()
    assert not (assets.VENDOR / "icons" / "check.svg").exists()
    assert font.read_bytes() == content


def test_an_icon_that_does_not_exist_is_named_and_the_former_files_stay(assets):
    assets.main()
    assets.ICON_NAMES.write_text("check\nno-such-thing")
    with pytest.raises(SystemExit, match="“no-such-thing”"):
        assets.main()
    assert (assets.VENDOR / "icons" / "arrow-right.svg").exists()


@pytest.mark.parametrize("weight", [400, 700])
def test_a_printed_font_draws_french_and_names_from_elsewhere(weight):
    drawn = TTFont(FONTS / f"essaim-{weight}.ttf").getBestCmap()
    wanted = "éèêëàâçîïôùûüœŒæÆ’«»–—…€°\u00a0 Şule Dvořák Łukasz Nguyễn Phạm Đặng Hồng Ĥĝũĩ"
    assert "".join(letter for letter in wanted if ord(letter) not in drawn) == ""


def test_a_composed_letter_holds_its_accent_above_or_below():
    font = TTFont(FONTS / "essaim-400.ttf")
    names, glyphs = font.getBestCmap(), font["glyf"]
    plain, above, below = (glyphs[names[ord(letter)]] for letter in "êễẹ")
    assert above.yMax > plain.yMax
    assert above.yMin == plain.yMin
    assert below.yMin < plain.yMin
    assert font["hmtx"][names[ord("ễ")]][0] == font["hmtx"][names[ord("e")]][0]


def test_the_printed_fonts_have_names_of_their_own_or_bold_is_lost():
    names = {TTFont(FONTS / f"essaim-{weight}.ttf")["name"].getDebugName(1) for weight in (400, 700)}
    assert names == {"Essaim 400", "Essaim 700"}
