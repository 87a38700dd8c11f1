"""Schema formats, one file each."""
