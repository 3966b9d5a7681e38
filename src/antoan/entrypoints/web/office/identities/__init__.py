"""The desk at which registrations are compared, activation codes printed, and ties confirmed."""
