"""How corrections are said and asked: words, forms and photos, for the citizen's pages and the office's."""
