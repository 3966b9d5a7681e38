"""The desk of those who inspect afterwards: places by safety level, one assessment with its evidence."""
