"""Pure decisions about assessments."""
