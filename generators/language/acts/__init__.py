"""What the user says in a turn, one file for each `studio.brief.Act`."""
