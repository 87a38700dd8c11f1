"""What tools act on, read from names, paths, parameters and responses.

    operations  `Operations`: of many tools, lazily; the door to the rest
    operation   `Operation`, and how one is read
    inference   a response schema where the source has none
    shapes      lists, ids, totals and leaves of response schemas
    verbs       what the verb of a name says
    nouns       names as words
    vocabulary  what siblings say of fields of the same name
    agreement   what must hold between the fields of a resource
    consequences  what follows from other fields of a resource
    states      what the state of a thing says of its other fields
    cities      telephone numbers and streets of cities
    moments     points in time as APIs write them
    danger      which tools to ask before calling

Used by environments, scenarios and statistics alike; makes no values and no words.
"""

from studio.resources.operation import Operation
from studio.resources.operations import Operations, Output

__all__ = ["Operation", "Operations", "Output"]
