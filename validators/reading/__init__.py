"""Reading English: numbers, dates, times, units, currencies, orders, negation, the stated date.

What `validators.transforms` and the checks share. `generators` has tables like these on purpose:
a proof that shared code with the writer would repeat the writer's mistakes.
"""
