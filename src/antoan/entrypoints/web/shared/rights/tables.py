"""What tables are called in plain words."""

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from antoan.domains.privacy.copying.readable import table_label


def table_words(table: str) -> str:
    """Return what a table holds; of a table of history, what it tells of."""
    language = get_language() or "vi"
    plain = table_label(table, language)
    if plain == table and table.endswith("event"):
        told = table_label(table.removesuffix("event"), language)
        return _("%(table)s: lịch sử thay đổi") % {"table": told}
    return plain
