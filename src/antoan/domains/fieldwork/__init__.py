"""Forms that helpers fill in at people's doors without a network: sealed on the phone, sent later, each once."""
