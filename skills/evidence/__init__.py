"""Kinds of evidence. To add one: a file here with its class, its template `templates/skills/evidence/<slug>.html`, its
line in the tuple. A slug is stored: never rename one.
"""

from skills.evidence.base import Kind
from skills.evidence.document import Document
from skills.evidence.file import SomeFile
from skills.evidence.link import Link
from skills.evidence.photo import Photo
from skills.evidence.words import Words

#: In the order in which they are offered.
KINDS: tuple[type[Kind], ...] = (Words, Link, Photo, SomeFile, Document)
BY_SLUG = {kind.slug: kind for kind in KINDS}
