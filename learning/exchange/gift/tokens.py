"""The grammar of GIFT: entries with the line they start at, as they are written, no sense made of them yet.

Lenient where Moodle is (an empty line ends a question, a comment may stand anywhere, what follows the answers makes a
gap) and where people are wrong but clear: an empty line among the answers, or the next question right below.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from fractions import Fraction

from django.utils.translation import gettext as _

from learning.exchange.base import Skipped

BLANK = "_____"
#: A backslash before one of these makes it a plain character; each is hidden as one of a private plane meanwhile.
SPECIAL = "~=#{}:\\n"
HIDDEN = {char: chr(0xF0000 + place) for place, char in enumerate(SPECIAL)}
SHOWN = str.maketrans({hidden: "\n" if char == "n" else char for char, hidden in HIDDEN.items()})
ESCAPE = re.compile(r"\\([~=#{}:\\n])")
FORMAT = re.compile(r"\s*\[(html|moodle|plain|markdown)\]", re.IGNORECASE)
TITLE = re.compile(r"\s*::(.*?)::", re.DOTALL)
TRUTH = re.compile(r"(T|TRUE|F|FALSE)\s*(#.*)?", re.IGNORECASE | re.DOTALL)
WEIGHT = re.compile(r"\s*%(-?\d{1,3}(?:\.\d{1,12})?)%")
TAGS = re.compile(r"\[tag:([^\]\n]{1,100})\]")
CATEGORY = "$CATEGORY:"

ESSAY, TF, NUMBER, MATCHING, MC, SHORT, DESCRIPTION = (
    "Essay", "TF", "Numerical", "Matching", "MC", "Short", "Description",
)  # fmt: skip


@dataclass(frozen=True)
class Text:
    """Words, and the format they are written in."""

    text: str
    format: str = "moodle"


@dataclass(frozen=True)
class Answer:
    """One answer as written: its sign (= or ~), its weight if it has one, its words and what is said of it."""

    sign: str
    weight: Fraction | None
    text: Text
    feedback: Text | None = None


@dataclass
class Entry:
    """One question as written, from its `line` on. `error` says why its answers could not be read."""

    line: int
    category: str = ""
    tags: tuple[str, ...] = ()
    title: str = ""
    stem: Text = Text("")
    after: str = ""
    type: str = DESCRIPTION
    answers: tuple[Answer, ...] = ()
    is_true: bool = False
    feedbacks: tuple[Text | None, Text | None] = (None, None)  # of a TF, in the order written
    general_feedback: Text | None = None
    error: str = ""


@dataclass
class Chunk:
    """The lines of one question, hidden escapes and all."""

    line: int
    category: str
    tags: tuple[str, ...] = ()
    lines: list[str] = field(default_factory=list)
    depth: int = 0
    closed: bool = False

    def add(self, line: str) -> None:
        self.lines.append(line)
        for brace in re.findall("[{}]", line):
            self.depth = max(self.depth + (1 if brace == "{" else -1), 0)
            self.closed = self.closed or not self.depth


def entries(text: str) -> list[Entry]:
    """Every question of a text in GIFT. Raises nothing."""
    return [entry_of(chunk) for chunk in chunks(text)]


def chunks(text: str) -> list[Chunk]:
    """The questions of a text, each with its lines, its category and the tags written above it."""
    lines = [ESCAPE.sub(lambda match: HIDDEN[match[1]], line) for line in text.split("\n")]
    found: list[Chunk] = []
    now: Chunk | None = None
    category, tags = "", ()
    for number, line in enumerate(lines, start=1):
        words = line.strip()
        if words.startswith("//"):
            if now is None:
                tags += tuple(tag.strip().translate(SHOWN) for tag in TAGS.findall(words))
            continue
        if now is not None and ends_before(words, now, lines, number):
            now = None
        if words.upper().startswith(CATEGORY):
            category = words[len(CATEGORY) :].strip().translate(SHOWN)
            continue
        if not words and now is None:
            continue
        if now is None:
            now = Chunk(number, category, tags)
            tags = ()
            found.append(now)
        now.add(line)
    return found


def ends_before(words: str, chunk: Chunk, lines: list[str], number: int) -> bool:
    """Whether the question ends before this line (`number`, from 1)."""
    if not chunk.depth:
        return not words or words.upper().startswith(CATEGORY) or (chunk.closed and words.startswith("::"))
    if words:
        return words.upper().startswith(CATEGORY)
    # An empty line among the answers: they go on, unless what follows starts a question.
    following = next((line.strip() for line in lines[number:] if line.strip()), "")
    return following.startswith(("::", "//", "$")) or "{" in following or not following


def entry_of(chunk: Chunk) -> Entry:
    entry = Entry(chunk.line, chunk.category, chunk.tags)
    whole = "\n".join(chunk.lines)
    if title := TITLE.match(whole):
        entry.title, whole = " ".join(title[1].translate(SHOWN).split()), whole[title.end() :]
    before, inner, after = braces(whole)
    stem_format, before = format_of(before, "moodle")
    entry.stem = Text(before.translate(SHOWN).strip(), stem_format)
    if inner is None:
        if chunk.depth or "{" in before:
            entry.error = _("The answers are not closed: “}” is missing.")
        return entry
    entry.after = after.translate(SHOWN).strip()
    try:
        if "{" in after:
            raise Skipped(
                _(
                    "It has two groups of answers: leave an empty line between questions, or write \\{ for a brace."
                )
            )
        read_answers(entry, inner, stem_format)
    except Skipped as reason:
        entry.error = str(reason)
    return entry


def braces(text: str) -> tuple[str, str | None, str]:
    """What stands before the answers, in them (None: there are none) and after."""
    start, depth = text.find("{"), 0
    if start < 0:
        return text, None, ""
    for match in re.finditer("[{}]", text[start:]):
        depth += 1 if match[0] == "{" else -1
        if not depth:
            end = start + match.start()
            return text[:start], text[start + 1 : end], text[end + 1 :]
    return text, None, ""


def format_of(text: str, inherited: str) -> tuple[str, str]:
    """The format that a text names at its start, or the one it inherits; and the text without it."""
    match = FORMAT.match(text)
    return (match[1].lower(), text[match.end() :]) if match else (inherited, text)


def text_of(text: str, inherited: str) -> Text:
    own, words = format_of(text, inherited)
    return Text(words.translate(SHOWN).strip(), own)


def feedback_of(text: str, inherited: str) -> Text | None:
    found = text_of(text, inherited)
    return found if found.text else None


def read_answers(entry: Entry, inner: str, inherited: str) -> None:
    """Fill in what the answers say. Raises `Skipped`."""
    inner, general, words = inner.partition("####")
    entry.general_feedback = feedback_of(words, inherited) if general else None
    inner = inner.strip()
    if not inner:
        entry.type = ESSAY
    elif truth := TRUTH.fullmatch(inner):
        entry.type, entry.is_true = TF, truth[1].upper().startswith("T")
        parts = [feedback_of(part, inherited) for part in (truth[2] or "").split("#")[1:3]]
        entry.feedbacks = (*parts, None, None)[:2]
    elif inner.startswith("#"):
        entry.type = NUMBER
        entry.answers = answers_of(inner[1:], inherited)
    else:
        entry.answers = answers_of(inner, inherited)
        signs = {answer.sign for answer in entry.answers}
        pairs = ["->" in answer.text.text for answer in entry.answers]
        entry.type = MC if "~" in signs else MATCHING if any(pairs) else SHORT
        if entry.type == MATCHING and not all(pairs):
            raise Skipped(_("One pair has no “->” between what goes together."))


def answers_of(text: str, inherited: str) -> tuple[Answer, ...]:
    """The answers, each after its sign; one alone needs no sign."""
    start, *parts = re.split("([=~])", text)
    found = [("=", start)] if start.strip() else []
    found += zip(parts[::2], parts[1::2], strict=True)
    return tuple(answer_of(sign, words, inherited) for sign, words in found)


def answer_of(sign: str, words: str, inherited: str) -> Answer:
    weight = WEIGHT.match(words)
    if weight:
        words = words[weight.end() :]
    own, words = format_of(words, inherited)
    words, _sharp, feedback = words.partition("#")
    return Answer(
        sign,
        Fraction(weight[1]) if weight else None,
        Text(words.translate(SHOWN).strip(), own),
        feedback_of(feedback, inherited),
    )
