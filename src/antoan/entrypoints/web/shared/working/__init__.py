"""Words and forms of staff lists, for units, offices and workers."""
