"""One command a module, as Django looks for them."""
