"""How a person's rights over their data are said: words and forms for the citizen's pages and the desk's."""
