"""English for the offline teacher: intents, clauses, frames, replies."""
