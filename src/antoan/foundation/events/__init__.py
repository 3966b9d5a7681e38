"""What happened, told upwards: in the same transaction or through the outbox."""
