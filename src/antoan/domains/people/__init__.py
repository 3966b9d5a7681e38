"""Persons, their documents, phones and dependants."""
