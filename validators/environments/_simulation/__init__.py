"""The stateful simulator behind `validators.environments.simulator`.

    honesty   which tools can be simulated without a lie
    ability   which errors and shapings can be asked for
    plan      what is known of a tool before any call; pools of made instances
    pool      instances made once a process and copied
    fields    which argument speaks of which field of a result
    filters   what the arguments of a search say about what it finds
    effects   what a call changes in the thing it is about
    newborn   what something new has that nobody asked for
    identities  new ids in the style of the ones there are
    world     the things of one dialogue
    session   a dialogue: calls in, outcomes out
    faults    errors as APIs word them
    shaping   first pages, long lists, text of somebody else

Nothing here is shared between dialogues but what depends on the tools alone.
"""
