"""The stages of `studio.pipeline`, from a place of the run to a row that stays.

candidates    what workers do for one place: plan, write, assemble, check
assembly      a brief and its words become a sample
alternatives  other spellings of a value that are right as well
keeping       what the main process does: filter, keep or try again, seal
forecast      time and size of a run, from a few places
"""
