"""What the ward's desk and the person's own page share of care at home: words, charts, papers."""
