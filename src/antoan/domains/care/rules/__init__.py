"""Decisions of care at home. Pure: facts in, an answer with its reason out; days are the city's."""
