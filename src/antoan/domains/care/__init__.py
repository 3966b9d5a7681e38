"""Looking after people at home: who is, how they are, who is called when, and when it ends."""
