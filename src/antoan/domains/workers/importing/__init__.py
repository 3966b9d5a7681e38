"""Staff lists from files: columns, rows, and the importer that foundation.imports calls."""
