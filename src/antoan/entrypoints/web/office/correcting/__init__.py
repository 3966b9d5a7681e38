"""The desk at which corrections are decided and appeals answered."""
