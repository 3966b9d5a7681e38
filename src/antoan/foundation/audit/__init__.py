"""The trail of reads and decisions."""
