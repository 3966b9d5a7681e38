"""What people say is wrong with their data, who decides it by when, and appeals against verdicts."""
