"""Questionnaires: dated documents that say what is asked, when an answer counts as a risk, and what to do then. Pure."""
