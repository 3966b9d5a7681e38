"""The desk of isolation: orders, manual reds, sites."""
