"""What a page says, to tests that ask for words and not for markup."""

import re


def _words(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).replace("\u00a0", " ").split())


def text_of(response) -> str:
    """The words of the whole page, every space made one plain space."""
    return _words(response.content.decode())


def main_text_of(response) -> str:
    """The same of its `main` alone, without what stands on every page."""
    return _words(response.content.decode().partition("<main")[2].partition("</main>")[0])
