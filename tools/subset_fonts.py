"""Makes the web's two font files: Be Vietnam Pro with the letters of Vietnamese and English and nothing else.

13 kB a weight, where the usual division into Latin and Vietnamese needs 33 kB in two files. Other scripts are shown
in the reader's own fonts.
"""

from pathlib import Path
from typing import Final

import fontpkg_be_vietnam_pro
from fontTools import subset

FONT_FILES: Final = {"Regular": "be-vietnam-pro-400.woff2", "Bold": "be-vietnam-pro-700.woff2"}
LETTERS: Final = frozenset(
    {
        *range(0x20, 0x7F),
        *range(0xA0, 0x100),
        *map(ord, "ĂăĐđĨĩŨũƠơƯư"),
        *range(0x1EA0, 0x1EFA),
        *(0x300, 0x301, 0x303, 0x309, 0x323),  # Decomposed accents, as some phones type them.
        *map(ord, "–—‘’“”•…₫€←→−"),
    }
)
# Kerning, accents in their places, digits of one width.
_FEATURES: Final = ["kern", "mark", "mkmk", "ccmp", "locl", "tnum"]


def build_fonts(build: Path) -> None:
    """Write both weights into a folder."""
    for weight, name in FONT_FILES.items():
        options = subset.Options()
        options.flavor = "woff2"
        options.layout_features = _FEATURES
        options.hinting = False
        font = subset.load_font(fontpkg_be_vietnam_pro.ROOT / "files" / f"BeVietnamPro-{weight}.ttf", options)
        subsetter = subset.Subsetter(options)
        subsetter.populate(unicodes=LETTERS)
        subsetter.subset(font)
        subset.save_font(font, build / name, options)
