"""Text messages to people: from templates, queued in the transaction that causes them, each sent once."""
