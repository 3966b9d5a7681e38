"""The scan process: bytes in, durable visits, colours out. No Django here."""
