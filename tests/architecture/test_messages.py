"""Every text of the interface can be read in English, and no template says anything past the catalogue."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog

from tools import check_messages
from tools.check_messages import Text

TEMPLATES = sorted(
    path for path in check_messages.PACKAGE.rglob("templates/**/*") if path.suffix in {".html", ".txt"}
)
# The same in every language.
NAMES = ("An Toàn", "Tiếng Việt", "English", "VI", "EN")
READ_TO_PEOPLE = {"alt", "aria-label", "placeholder", "title"}
TAGS = re.compile(
    r"\{%\s*blocktranslate\b.*?\{%\s*endblocktranslate\s*%\}"
    r"|\{%\s*block body_class\s*%\}.*?\{%\s*endblock\s*%\}"
    r"|\{%\s*comment\b.*?\{%\s*endcomment\s*%\}|\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}",
    re.DOTALL,
)
WORD = re.compile(r"[^\W\d_]{2,}")


class Page(HTMLParser):
    """Collects what a page says to its reader."""

    def __init__(self):
        super().__init__()
        self.said = []
        self.is_code = False

    def handle_starttag(self, tag, attrs):
        self.is_code = tag in {"script", "style"}
        self.said += [value for name, value in attrs if name in READ_TO_PEOPLE and value]

    def handle_endtag(self, tag):
        self.is_code = False

    def handle_data(self, data):
        if not self.is_code:
            self.said.append(data)


def said_past_the_catalogue(template):
    page = Page()
    page.feed(TAGS.sub(" ", template))
    page.close()
    for name in NAMES:
        page.said = [text.replace(name, "") for text in page.said]
    return [text.strip() for text in page.said if WORD.search(text)]


def catalogue_of(*entries):
    catalogue = Catalog(locale="en")
    for vietnamese, english in entries:
        catalogue.add(vietnamese, english)
    return catalogue


def test_every_text_has_its_english_with_the_same_placeholders():
    found = check_messages.faults(check_messages.texts(), check_messages.read_catalogue())
    assert list(found) == []


@pytest.mark.parametrize(
    "path", TEMPLATES, ids=lambda path: Path(path).relative_to(check_messages.PACKAGE).as_posix()
)
def test_a_template_says_nothing_past_the_catalogue(path):
    assert said_past_the_catalogue(path.read_text()) == []


@pytest.mark.parametrize(
    "template", ["<p>Xem</p>", '<img alt="Đèn">', "{% if x %}Ra{% endif %}", "<b title='Mã {{ code }}'></b>"]
)
def test_a_forgotten_text_is_found(template):
    assert len(said_past_the_catalogue(template)) == 1


@pytest.mark.parametrize(
    ("catalogue", "fault"),
    [
        (catalogue_of(), "no English"),
        (catalogue_of(("Đến %(day)s", "")), "no English"),
        (catalogue_of(("Đến %(day)s", "Until %(date)s")), "same placeholders"),
        (catalogue_of(("Đến %(day)s", "Until")), "same placeholders"),
        (catalogue_of(("Đến %(day)s", "Until %(day)s"), ("Cũ", "Old")), "no longer used"),
    ],
)
def test_a_fault_of_the_catalogue_is_found(catalogue, fault):
    (found,) = check_messages.faults({Text("Đến %(day)s"): "page.py"}, catalogue)
    assert fault in found


def test_both_forms_of_a_plural_need_their_english():
    used = {Text("%(count)d mũi", "%(count)d mũi"): "page.py"}
    half = catalogue_of((("%(count)d mũi", "%(count)d mũi"), ("%(count)d dose", "")))
    whole = catalogue_of((("%(count)d mũi", "%(count)d mũi"), ("%(count)d dose", "%(count)d doses")))
    assert len(list(check_messages.faults(used, half))) == 1
    assert list(check_messages.faults(used, whole)) == []


@pytest.mark.parametrize(
    ("template", "text"),
    [
        ("{% translate 'Ra' %}", Text("Ra")),
        ("{% translate 'Ra' context 'gate' as word %}", Text("Ra", context="gate")),
        ("<p>\n    {% translate 'Ra' %}\n  </p>", Text("Ra")),
        ("{% blocktranslate with d=day %}Đến {{ d }}{% endblocktranslate %}", Text("Đến %(d)s")),
        ("{% blocktranslate trimmed %}\n  Đến\n  nơi\n{% endblocktranslate %}", Text("Đến nơi")),
        (
            "{% blocktranslate count n=n %}{{ n }} lần{% plural %}{{ n }} các lần{% endblocktranslate %}",
            Text("%(n)s lần", "%(n)s các lần"),
        ),
        ("{{ _('Ra') }}", Text("Ra")),
    ],
)
def test_every_way_to_translate_in_a_template_is_read(tmp_path, template, text):
    page = tmp_path / "page.html"
    page.write_text(template)
    assert check_messages.texts_of(page) == [text]


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("_('Một' ' hai')", Text("Một hai")),
        ("_(\n    'Một '\n    'hai'\n)", Text("Một hai")),
        ("gettext_lazy('Ra')", Text("Ra")),
        ("pgettext('gate', 'Ra')", Text("Ra", context="gate")),
        ("npgettext_lazy('gate', 'lần', 'các lần', n)", Text("lần", "các lần", "gate")),
    ],
)
def test_every_way_to_translate_in_python_is_read(tmp_path, code, text):
    module = tmp_path / "page.py"
    module.write_text(code)
    assert check_messages.texts_of(module) == [text]
