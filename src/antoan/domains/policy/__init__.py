"""Rules as dated documents, and the verdict they give."""
