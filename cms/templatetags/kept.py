"""Keep a part of a template that is the same for many people: `{% kept "footer" %}…{% endkept %}`.

What is inside is rendered once per process until content changes, for each site, language and value of what is named
after its own name. Nothing of one person may stand inside: it would be shown to all.
"""

from django import template
from django.utils.translation import get_language

from cms.freshness import remember
from cms.sites import structure_of

register = template.Library()


class KeptNode(template.Node):
    def __init__(
        self, nodelist: template.NodeList, name: str, varies: list[template.base.FilterExpression]
    ) -> None:
        self.nodelist, self.name, self.varies = nodelist, name, varies

    def render(self, context: template.Context) -> str:
        request = context.get("request")
        if request is None or getattr(request, "is_preview", False):
            return self.nodelist.render(context)
        values = [value.resolve(context) for value in self.varies]
        hashable = [tuple(value) if isinstance(value, list) else value for value in values]
        structure = structure_of(request)
        key = (
            "fragment",
            self.name,
            structure and structure.pk,
            request.get_host(),
            get_language(),
            *hashable,
        )
        return remember(key, lambda: self.nodelist.render(context))


@register.tag
def kept(parser: template.base.Parser, token: template.base.Token) -> KeptNode:
    """`{% kept "name" value … %}`: the values the part depends on, beside content, site and language."""
    _tag, name, *values = token.split_contents()
    nodelist = parser.parse(("endkept",))
    parser.delete_first_token()
    return KeptNode(nodelist, name.strip("\"'"), [parser.compile_filter(value) for value in values])
