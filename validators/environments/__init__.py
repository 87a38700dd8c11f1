"""Where calls are executed, one kind of environment each."""
