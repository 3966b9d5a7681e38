"""What the citizen's and the offices' pages about who people are have in common."""
