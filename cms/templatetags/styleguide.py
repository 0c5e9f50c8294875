"""Shows a component and, under it, how a template writes it. Used by the style guide only."""

from django import template
from django.template.base import TokenType
from django.utils.html import format_html
from django.utils.translation import gettext

register = template.Library()

WRITTEN = {TokenType.TEXT: "{}", TokenType.VAR: "{{{{ {} }}}}", TokenType.BLOCK: "{{% {} %}}"}


class ExampleNode(template.Node):
    def __init__(self, nodelist, source: str):
        self.nodelist, self.source = nodelist, source

    def render(self, context) -> str:
        return format_html(
            '<div class="sample flow">{}</div><details><summary>{}</summary>'
            '<pre class="markup" tabindex="0"><code>{}</code></pre></details>',
            self.nodelist.render(context),
            gettext("How to write it"),
            self.source,
        )


@register.tag
def example(parser, token) -> ExampleNode:
    """`{% example %}…{% endexample %}`: what is inside, rendered, then as written."""
    source = ""
    for ahead in reversed(parser.tokens):
        if ahead.token_type == TokenType.BLOCK and ahead.contents == "endexample":
            break
        source += WRITTEN.get(ahead.token_type, "").format(ahead.contents)
    nodelist = parser.parse(("endexample",))
    parser.delete_first_token()
    lines = source.strip("\n").splitlines()
    margin = min((len(line) - len(line.lstrip()) for line in lines if line.strip()), default=0)
    return ExampleNode(nodelist, "\n".join(line[margin:] for line in lines).strip())
