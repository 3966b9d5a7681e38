"""What people ask and do by SMS: one keyword, answered in one message."""
