"""Words for what goes otherwise than planned: questions before something is done, and answers."""
