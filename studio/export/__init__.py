"""Target formats, one file each."""
