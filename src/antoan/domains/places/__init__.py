"""Places, their spots and gates, and the devices that scan there."""
