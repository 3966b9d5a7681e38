"""Looks at pages as people do: at both widths, with axe, and for a scroll bar across."""

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page

from tests.journeys.browsing import COMPUTER, PHONE, picture

AXE = Path(__file__).parents[2] / "node_modules/axe-core/axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# Only faults leave the page: what axe writes of all that is right is a hundred times as much.
_FAULTS = """async (tags) => {
  const options = { runOnly: tags, resultTypes: ["violations"], elementRef: false };
  const { violations } = await axe.run(document, options);
  return violations.map((one) => `${one.id}: ${JSON.stringify(one.nodes.map((node) => node.target))}`);
}"""
_ACROSS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def looker(group: str, *, has_late_parts: bool = False) -> Callable[[Page, str], None]:
    """Return what looks at the pages of a journey, once their late parts are there, and names their pictures after it."""

    def look(page: Page, name: str) -> None:
        before = page.viewport_size
        page.wait_for_load_state("load")  # Whoever has just clicked may be between pages.
        for size in (PHONE, COMPUTER):
            page.set_viewport_size(size)
            if has_late_parts:
                page.wait_for_load_state("networkidle")
            picture(page, f"{group}-{name}-{size['width']}")
            assert across(page) == 0, (name, size)
            assert faults(page) == [], (name, size)
        page.set_viewport_size(before)

    return look


def across(page: Page) -> int:
    """Return how many pixels a page is wider than its window."""
    return page.evaluate(_ACROSS)


def faults(page: Page) -> list[str]:
    """Return what axe finds on a page: the rule and the elements."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.read_text())
    return page.evaluate(_FAULTS, RULES)
