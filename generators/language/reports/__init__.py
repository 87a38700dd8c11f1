"""The grammar of what results say.

    frames    what the fields of a result mean
    facts     a result as facts: each a field with its value
    spelling  one value as a person writes it
    wording   one fact as a clause, a remark or a piece beside a name
    names     what a thing in a result is called
    listing   many things
    telling   one thing
    deeds     what was done
    failing   what did not work

Says nothing a result does not say; what cannot be said well raises Unsayable.
"""
