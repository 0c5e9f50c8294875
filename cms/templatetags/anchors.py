"""Blocks of a stream, each with a lasting anchor."""

from __future__ import annotations

import re

from django import template
from django.utils.safestring import SafeString, mark_safe
from wagtail.blocks import StreamValue

from cms.anchors import anchor_of

register = template.Library()

FIRST_TAG = re.compile(r"<([a-z][a-z0-9]*)((?:\s[^<>]*)?)>")


@register.simple_tag(takes_context=True)
def anchored(context, block: StreamValue.StreamChild) -> SafeString:
    """The block as HTML, its first element named by the block's anchor.

    An element that has a name of its own keeps it: an empty mark inside it carries the anchor.
    """
    html = block.render(context=context.flatten())
    anchor = anchor_of(block)
    if not anchor:
        return html
    return mark_safe(FIRST_TAG.sub(lambda tag: _named(tag, anchor), str(html), count=1))  # noqa: S308 - rendered above


def _named(tag: re.Match[str], anchor: str) -> str:
    name, attributes = tag.groups()
    if " id=" in attributes:
        return f'<{name}{attributes}><span id="{anchor}"></span>'
    return f'<{name} id="{anchor}"{attributes}>'
