"""What names of parameters mean to a person: shared by the values and the language."""

from generators.meaning.parameters import Meaning, element, meaning, sayable, singular, words

__all__ = ["Meaning", "element", "meaning", "sayable", "singular", "words"]
