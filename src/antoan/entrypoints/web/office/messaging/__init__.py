"""The operator's desk for messages: how sending goes, what it costs, and whether it arrives."""
