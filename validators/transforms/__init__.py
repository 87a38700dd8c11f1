"""Named ways from words to a value, one file each."""
