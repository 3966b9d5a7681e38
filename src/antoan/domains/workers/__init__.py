"""Staff lists of units: who works where, how many may, who approves it, and how they are."""
