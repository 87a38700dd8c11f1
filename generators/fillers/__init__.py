"""What makes up values of results, one file each."""
