"""The gate: scanning on a phone, online and offline."""
