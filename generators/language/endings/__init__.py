"""What the assistant says at the end of a turn, one file for each `studio.brief.Ending`."""
