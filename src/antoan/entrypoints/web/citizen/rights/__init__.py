"""A citizen's rights over their data: consents, looks, copies, requests, erasure."""
