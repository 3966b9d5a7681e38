"""Ways in, each thin, none knowing another."""
