"""Doses from files: columns, rows, whom they are about, and the importer that foundation.imports calls."""
