"""Shows a verdict: colour, icon and word together."""

from django import template

from antoan.entrypoints.web.shared import colours

register = template.Library()


@register.inclusion_tag("shared/verdict.html")
def verdict(colour: str, reason: str = "") -> dict[str, str]:
    """Show a verdict large, with its reason."""
    return {"colour": colour, "word": colours.word(colour), "reason": reason}


@register.inclusion_tag("shared/verdict_tag.html")
def verdict_tag(colour: str) -> dict[str, str]:
    """Show a verdict small, in a row of a list."""
    return {"colour": colour, "word": colours.word(colour)}
