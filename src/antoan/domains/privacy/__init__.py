"""A person's rights over their data: consent, looks, copies, requests, erasure; and how long data are kept."""
