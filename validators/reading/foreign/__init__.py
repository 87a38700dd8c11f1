"""Reading words of other languages than English: days, times, numbers, lengths of time, choices,
flags and names of cities. Month and weekday names are CLDR's, by way of babel.

A text does not say its language, so a word counts only where every language that has it agrees.
"""
