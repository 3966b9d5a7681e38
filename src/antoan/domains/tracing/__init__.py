"""Who met whom: contacts of cases, chains, places that infected several, and what tracers do about them."""
