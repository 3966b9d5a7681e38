"""Units assess their places by dated criteria sets; the safety level that follows, and what is mended by when."""
