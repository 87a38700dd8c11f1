"""Clause templates by what an argument means: `{v}` is the value, `{n}` the noun. Tables only.

Which table is asked, and in what order, is decided by `clauses`.
"""

BY_WORD: dict[str, tuple[str, ...]] = {
    "to": (" to {v}",),
    "recipient": (" to {v}",),
    "recipients": (" to {v}",),
    "cc": (", cc {v}", " and cc {v}", " with {v} in copy"),
    "bcc": (", bcc {v}", " with {v} in bcc"),
    "sender": (" from {v}",),
    "attendees": (" with {v}", ", inviting {v}", " and invite {v}"),
    "participants": (" with {v}", ", inviting {v}"),
    "invitees": (" with {v}", " and invite {v}"),
    "assignee": (" for {v}", ", assigned to {v}", " assigned to {v}"),
    "author": (" by {v}", " written by {v}"),
    "artist": (" by {v}",),
    "director": (" by {v}", " directed by {v}"),
    "labels": (" labelled {v}", " with the labels {v}", ", label it {v}"),
    "tags": (" tagged {v}", " with tags {v}", ", tag it {v}"),
    "status": (" with status {v}", " with the status {v}"),
    "sort": (", sorted by {v}", " sorted by {v}", ", sort by {v}", ", order by {v}"),
    "order": (", sorted by {v}", " ordered by {v}"),
    "priority": (" with {v} priority", ", {v} priority", " at {v} priority"),
    "severity": (" with {v} severity", ", severity {v}"),
    "intensity": (" at {v} intensity", ", {v} intensity"),
    "format": (" as {v}", " in {v} format", ", in {v} format"),
    "units": (" in {v}",),
    "unit": (" in {v}",),
    "mode": (", {v}", " in {v} mode", ", {v} mode"),
    "reason": (", reason: {v}", " with the reason {v}", ", the reason being {v}"),
    "radius": (" within {v}", " within a radius of {v}", ", no further than {v}"),
    "budget": (" on a budget of {v}", " for under {v}", ", budget {v}"),
    "size": (", size {v}", " in size {v}"),
    "genre": (", genre {v}", " in the {v} genre"),
    "folder": (" in {v}", " in the folder {v}"),
    "directory": (" in {v}",),
    "due": (" due {v}", ", due {v}"),
    "deadline": (" by {v}", " with {v} as the deadline"),
    "birth": (" born on {v}", ", born {v}"),
    "frequency": (", {v}", ", repeating {v}", " ({v})"),
    "recurrence": (", repeating {v}", ", {v}"),
    "cuisine": (" with {v} food", ", {v} cuisine", " serving {v} food"),
    "volume": (" at volume {v}", " with the volume at {v}"),
    "region": (" in {v}", ", {v}"),
    "area": (" in {v}", " around {v}"),
    "room": (" in the {v}",),
    "district": (" in {v}",),
    "neighbourhood": (" in {v}",),
    "device": (" on {v}", " on the {v}"),
    "platform": (" on {v}",),
    "branch": (" on branch {v}", ", branch {v}"),
    "payment": (", payment by {v}", ", paying by {v}"),
    "role": (" as {v}", " with the role {v}"),
    "stops": (" via {v}", " with stops at {v}", ", stopping at {v}"),
    "cabin": (" in {v}", ", {v} class"),
    "subject": (" with subject {v}", ", subject {v}", " with the subject line {v}"),
}
"""By the last word of the parameter's name that says anything."""
PEOPLE = frozenset(
    "guests people passengers adults travellers travelers visitors persons party".split()
)
UNITS_OF_TIME = frozenset("years months weeks days hours minutes seconds nights".split())
NUMBERED = frozenset(
    "issue request ticket run version sprint page chapter order room build".split()
)
"""Things that are known by a number."""
PREPOSED = frozenset("after before since until by at on in from with for".split())
"""A noun that ends in one of these goes straight before its value: `published after 1950`."""

ENDS = "city country place address airport currency language unit timezone path".split()
SOURCE = (" from {v}",)
TARGET = (" to {v}",)
LEAST = (" over {v}", ", at least {v}", " from {v} up")
MOST = (" under {v}", ", {v} at most", " up to {v}", ", no more than {v}", " for at most {v}")
START = (" from {v}", " starting {v}", ", starting {v}", " from {v}")
END = (" until {v}", ", until {v}", " up to and including {v}")

BY_ROLE: dict[tuple[str, str], tuple[str, ...]] = {
    **{(kind, "start"): START for kind in ("date", "time", "datetime", "year", "month")},
    **{(kind, "end"): END for kind in ("date", "time", "datetime", "year", "month")},
    **{(kind, "source"): SOURCE for kind in ENDS},
    **{(kind, "target"): TARGET for kind in ENDS},
    **{(kind, "least"): LEAST for kind in ("money", "distance", "weight")},
    **{(kind, "most"): MOST for kind in ("money", "distance", "weight", "duration")},
    **{(kind, "start"): SOURCE for kind in ("airport", "city", "place", "address")},
    **{(kind, "end"): TARGET for kind in ("airport", "city", "place", "address")},
    ("time", "start"): (" from {v}", " starting at {v}", " at {v}"),
    ("rating", "least"): (" rated at least {v}", " rated {v} or better", " rated {v} and up"),
}

BY_KIND: dict[str, tuple[str, ...]] = {
    "date": (" on {v}", " for {v}"),
    "time": (" at {v}", ", {v}"),
    "datetime": (" on {v}", ", {v}"),
    "duration": (" for {v}", " lasting {v}", ", {v} long"),
    "timezone": (" in the {v} timezone", ", timezone {v}", " ({v})"),
    "city": (" in {v}",),
    "country": (" in {v}",),
    "state": (" in {v}",),
    "place": (" at {v}", " in {v}"),
    "address": (" at {v}",),
    "postcode": (" in {v}", ", postcode {v}"),
    "airport": (" at {v}",),
    "coordinates": (" at {v}",),
    "email": (" with the email {v}", ", email {v}"),
    "phone": (" with the number {v}", ", phone {v}"),
    "money": (" for {v}", " of {v}", ", {v}"),
    "count": (
        ", just {v} of them",
        ", {v} at most",
        ", limited to {v}",
        ", no more than {v}",
        ", {v} is enough",
        ", cap it at {v}",
        ", only {v}",
    ),
    "temperature": (" at {v}", " to {v}"),
    "title": (" called {v}", " named {v}", " titled {v}"),
    "text": (" saying {v}", ": {v}", " with the {n} {v}", " with {v} as the {n}"),
    "query": (" for {v}", " matching {v}", " about {v}"),
    "topic": (" about {v}", " on {v}"),
    "category": (" in the {v} category", " under {v}"),
    "language": (" in {v}",),
    "currency": (" in {v}",),
    "colour": (" in {v}",),
    "sort": (", sorted by {v}", ", {v}"),
    "year": (" in {v}", " for {v}"),
    "month": (" in {v}", " for {v}"),
    "weekday": (" on {v}", " for {v}"),
    "url": (" at {v}", " ({v})"),
    "unit": (" in {v}",),
    "company": (" at {v}", " for {v}"),
    "team": (" for {v}",),
}

PLAIN_NOUNS = {
    "date": {"date", "day"},
    "time": {"time"},
    "datetime": {"time", "date and time", "start", "end", "datetime", "date"},
    "duration": {"duration", "length"},
    "place": {"location", "place", "venue"},
    "address": {"address", "location"},
    "money": {"amount", "price", "total", "value"},
    "title": {"title", "name"},
    "text": {"text", "message", "content", "body", "note", "comment"},
    "temperature": {"temperature"},
    "query": {"query", "search query", "search term", "keyword", "search words", "search text"},
    "category": {"category"},
    "email": {"email", "email address"},
    "phone": {"phone", "phone number"},
    "url": {"url", "link", "URL"},
    "company": {"company", "company name"},
    "team": {"team", "team name"},
    "language": {"language"},
    "currency": {"currency"},
    "colour": {"colour", "color"},
    "unit": {"unit", "units"},
    "year": {"year"},
    "city": {"city", "location", "town"},
    "country": {"country"},
    "state": {"state", "region", "province"},
    "airport": {"airport"},
}
"""Nouns a clause by kind may leave unsaid; with any other noun the noun is said."""

GENERIC = (
    " with {n} {v}", ", {n} {v}", ", {n}: {v}", " ({n} {v})", " with {v} as the {n}",
    " with the {n} {v}", " ({n}: {v})", ", {n}: {v}",
)  # fmt: skip
GENERIC_NUMBER = (
    " with {a} {n} of {v}", ", {n} {v}", ", {n}: {v}", " ({n} {v})", " with {n} {v}",
    ", with {a} {n} of {v}",
)  # fmt: skip
GENERIC_NUMBERS = (", {n} {v}", ", {n}: {v}", " ({n}: {v})", " with {n} {v}")
"""For nouns in the plural."""
GENERIC_CHOICE = (
    ", {n} {v}", ", {n}: {v}", " ({n}: {v})", " with {v} as the {n}", " with the {n} set to {v}",
    " with {n} {v}",
)  # fmt: skip
OBJECT = (" with {n} {v}", ", {n}: {v}", " ({n}: {v})", ", {n} {v}")
GENERIC_TEXT = (", {n}: {v}", " with the {n} {v}", ", with {v} as the {n}", ", {n} {v}")
PREPOSED_NOUN = (" {n} {v}", ", {n} {v}")
UNNAMED = (" with ID {v}", ", ID {v}", " (ID {v})", " with the ID {v}")
CONTAINER = (" in {e} {v}", " in the {e} {v}", ", {e} {v}", " ({e} {v})")
ENTITY = (" for {e} {v}", ", {e} {v}", " ({e} {v})", " for the {e} {v}")

DETAILS = (
    "The {n} is {v}",
    "{N}: {v}",
    "The {n} should be {v}",
    "Use {v} as the {n}",
    "The {n}: {v}",
    "{v} is the {n}",
    "I have {v} as the {n}",
)
DETAILS_PLURAL = (
    "The {n} are {v}",
    "{N}: {v}",
    "The {n} should be {v}",
    "For the {n}, use {v}",
    "The {n}: {v}",
)
DETAILS_CHOICE = (
    "The {n} should be {v}",
    "{N}: {v}",
    "Set the {n} to {v}",
    "Go with {v} for the {n}",
    "I want the {n} to be {v}",
    "For the {n}, use {v}",
    "Make the {n} {v}",
)
DETAILS_NUMBER = (
    "The {n} is {v}",
    "{N}: {v}",
    "The {n} should be {v}",
    "Set the {n} to {v}",
    "Use {v} for the {n}",
)
DETAILS_MOMENT = (
    "The {n} is {v}",
    "{N}: {v}",
    "The {n} should be {v}",
    "The {n} would be {v}",
)
DETAILS_PLAIN_MOMENT = ("Make it {v}", "It should be {v}", "{N}: {v}", "The {n} is {v}")
DETAILS_TEXT = (
    "It should say {v}",
    "{N}: {v}",
    "The {n} should be {v}",
    "For the {n}, write {v}",
    "The {n}: {v}",
    "Write {v}",
)
DETAILS_SPAN = ("That's for {v}", "Make it {v}", "{N}: {v}")
