"""Pages of the guides."""

from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from antoan.entrypoints.web.public.guides.documents import READERS, Guide, guide, guides

_READERS: Final = {
    "citizen": _("Cho mọi người"),
    "family": _("Cho người không có điện thoại thông minh và gia đình"),
    "staff": _("Cho nhân viên cổng và đơn vị"),
}


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """List the guides by who reads them."""
    language = get_language()
    context = {
        "groups": [
            {
                "title": _READERS[reader],
                "guides": [
                    {
                        "href": reverse("guide", args=[one.key]),
                        "title": one.title.say(language),
                        "lead": one.lead.say(language),
                        "picture": _picture(one.picture),
                    }
                    for one in guides()
                    if one.reader == reader
                ],
            }
            for reader in READERS
        ]
    }
    return render(request, "public/guides.html", context)


@require_safe
def page(request: HttpRequest, guide: str) -> HttpResponse:
    """Show one guide; `?large=1` in still larger print."""
    found = _guide(guide)
    language = get_language()
    context = {
        "guide": found.key,
        "title": found.title.say(language),
        "lead": found.lead.say(language),
        "steps": [
            {
                "text": step.text.say(language),
                "note": step.note.say(language) if step.note else "",
                "picture": _picture(step.picture),
                "seen": step.seen.say(language),
            }
            for step in found.steps
        ],
        "more": [words.say(language) for words in found.more],
        "door": reverse(found.door) if found.door else "",
        "door_text": found.door_text.say(language) if found.door_text else "",
        "is_large": request.GET.get("large") == "1",
        "others": _others(found, language),
    }
    return render(request, "public/guide.html", context)


def _guide(key: str) -> Guide:
    found = guide(key)
    if found is None:
        raise Http404
    return found


def _others(found: Guide, language: str | None) -> list[dict[str, Any]]:
    return [
        {"href": reverse("guide", args=[one.key]), "title": one.title.say(language)}
        for one in guides()
        if one.reader == found.reader and one.key != found.key
    ]


def _picture(name: str) -> str:
    return static(f"public/guides/{name}.svg")
