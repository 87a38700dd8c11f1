"""The end of a dialogue: thanks, and what is said to them."""

from random import Random

_THANKS = (
    "Thanks", "Thank you", "Great, thanks", "Perfect, thank you", "Thanks a lot", "Cheers",
    "Brilliant, thanks", "Thank you so much", "Lovely, thanks", "Awesome, thanks", "Many thanks",
    "Super, thanks", "Excellent, thank you", "Thanks for your help", "Wonderful, thank you",
    "Great work", "That's great, thanks", "Okay, thank you", "Alright, thanks", "Nice one, thanks",
    "Ok great", "Very kind, thank you", "Amazing, thanks", "Fantastic", "Good stuff, thanks",
)  # fmt: skip
_DONE = (
    ".", "!", ".", "!", ", that's all.", ", that's all for now.", ", that was it.",
    ". That's everything.", ", all done then.", ", I'm good now.", ", that's what I needed.",
    ". Have a good day!", ". Bye!", ", nothing else for today.", ". Talk to you later.",
    ", that was quick!", ". That's me done.", ", that helped.", ". I think that's it.",
    ", see you tomorrow.", ". Off to lunch now.", ". You saved me a lot of time.",
    ", I'll take it from here.", ". That's sorted then.", ", no more questions.",
    ". Let's leave it there.", ". I'm off now.", ", that makes my life easier.",
)  # fmt: skip
_WELCOME = (
    "You're welcome!", "You're welcome.", "Glad I could help.", "Any time!", "My pleasure.",
    "Happy to help.", "No problem.", "Sure thing.", "Of course!", "Gladly.", "No problem at all.",
    "You're very welcome.", "Always happy to help.", "Not a problem.", "Don't mention it.",
    "Glad that worked out.", "With pleasure.", "Great, glad that's done.",
)  # fmt: skip
_AFTER = (
    "", "", "", "", " Have a good day!", " Just ask if something else comes up.",
    " Have a nice day.", " Let me know if you need anything else.", " Take care!",
    " I'm here if you need more.", " Enjoy the rest of your day.", " See you next time.",
    " Come back any time.", " Have a great one!", " Until next time.", " All the best!",
)  # fmt: skip


_ANYWAY = (
    "Okay, thanks anyway", "Alright, thanks", "No worries, thanks", "Okay, thank you all the same",
    "Fine, I'll do it myself then", "Too bad, but thanks", "Okay, never mind", "I see, thanks",
    "Hm, okay, thank you", "Alright, thanks for trying", "Pity. Thanks though", "Got it, thanks",
)  # fmt: skip
_SORRY = (
    "Sorry I couldn't do more.", "Sorry about that.",
    "I'm sorry I couldn't help with the last one.", "You're welcome, and sorry about the last one.",
    "Sorry that it didn't work out.", "No problem.", "Understood. Sorry about the last one.",
    "I wish I could have done that as well.", "All right.",
)  # fmt: skip


def thanks(rng: Random, *, let_down: bool = False) -> tuple[str, str]:
    """What the user says at the end, and the reply; `let_down` where the last wish was not
    fulfilled."""
    if let_down:
        end = rng.choice((".", ".", ". That's all then.", ". Bye.", ", that's it for today."))
        return rng.choice(_ANYWAY) + end, rng.choice(_SORRY) + rng.choice(_AFTER)
    return rng.choice(_THANKS) + rng.choice(_DONE), rng.choice(_WELCOME) + rng.choice(_AFTER)
