"""One derived row of facts per person, from which a colour is decided."""
