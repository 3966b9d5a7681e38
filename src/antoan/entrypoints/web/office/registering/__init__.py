"""The ward's desk for people who registered by SMS."""
