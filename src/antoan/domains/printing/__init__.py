"""Paper: cards and sheets as PDF and pictures. Knows how things look on paper, not what they mean."""
