"""Services every domain stands on, without a word of epidemics."""
