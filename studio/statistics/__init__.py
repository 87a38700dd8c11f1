"""What a run holds and exercises, how varied its requests are, and which targets it meets.

Reads sealed rows; changes nothing.
"""
