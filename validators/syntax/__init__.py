"""Call syntaxes, one a file: how a model writes its calls, rendered and parsed."""
