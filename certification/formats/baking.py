"""Baking (Open Badges 3.0, 5.3): a signed credential inside the picture of its badge, where readers look for it."""

from __future__ import annotations

import io

from lxml import etree
from PIL import Image
from PIL.PngImagePlugin import PngInfo

KEYWORD = "openbadgecredential"
NAMESPACE = "https://purl.imsglobal.org/ob/v3p0"


def png(picture: Image.Image, credential: str) -> bytes:
    """In a chunk of international text, not compressed."""
    told, out = PngInfo(), io.BytesIO()
    told.add_itxt(KEYWORD, credential, zip=False)
    picture.save(out, format="PNG", pnginfo=told)
    return out.getvalue()


def svg(picture: bytes, credential: str) -> bytes:
    """In an element of its own, as character data. `picture` is ours: its root declares the prefix `openbadges`."""
    root = etree.fromstring(picture)
    element = etree.Element(f"{{{NAMESPACE}}}credential", nsmap={"openbadges": NAMESPACE})
    # The end of character data is within a string of the JSON, if anywhere: said otherwise there, it means the same.
    element.text = etree.CDATA(credential.replace("]]>", "]]\\u003e"))
    root.insert(0, element)
    return etree.tostring(root, xml_declaration=True, encoding="utf-8")
