"""What is said after the first turn of a dialogue: elliptic, colloquial, never all over again.

tone      how a later turn begins and ends
placed    one argument by itself: the value, the value in its place, the value with its name
naming    things that were shown or said before: "the second one", "the same day"
changes   more of the same, corrections, narrower searches
supplies  answers to questions
odd       values the long way round: "half past six in the evening", "the day after tomorrow"
refusals  answers that are none, and what the assistant makes of them
thanks    the end of a dialogue
"""
