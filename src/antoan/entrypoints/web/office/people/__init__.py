"""The ward's desk for people: find, register, show, print a card, replace a lost one, merge, reach out."""
