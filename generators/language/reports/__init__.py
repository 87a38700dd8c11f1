"""The grammar of what results say.

    frames     what the fields of a result mean
    readings   meanings that names alone do not give
    facts      a result as facts: each a field with its value
    fields     names of fields as nouns, counted things
    spelling   one value as a person writes it
    said       a fact on its way into words
    wording    one fact in words: a sentence, a remark beside a name, a line of its own
    moments, counts, flags    points in time, numbers of things, booleans
    spans      start and end, home and away as one
    names      what a thing in a result is called
    known      names by ids, from earlier results
    composing  facts to sentences and lines
    listing    many things
    items      each of many things
    sides      two sides of one thing
    tables     rows and columns
    telling    one thing
    values     one value
    deeds      what was done
    several    several calls in one answer
    failing    what did not work

Says nothing a result does not say; what cannot be said well raises Unsayable.
"""
