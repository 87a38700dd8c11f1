"""Teachers, one file each."""
