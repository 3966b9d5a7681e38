"""The status list: what a gate without network knows of every code (standards.md §2.6)."""
