"""Short texts of results that no request ever holds: carriers, gates, opening hours, the name of a
hotel. Chosen by the words of the field and of what it belongs to."""

from functools import lru_cache
from random import Random

from studio.resources.nouns import one, words

_TABLE = {
    "office": "Berlin; London; Lisbon; Nairobi; Toronto; Warsaw; Singapore; Oslo",
    "workplace": "front desk; warehouse; kitchen; reception; call centre",
    "shift": "early; late; night", "leave type": "holiday; sick; parental; unpaid",
    "role employee": "account manager; data analyst; software engineer; accountant; "
    "office manager; sales representative; product designer",
    "text review": "Great value, would recommend.; Good, but a little expensive.; "
    "Not worth the money.; Exactly as described.; Fine, nothing special.; "
    "Better than I thought.",
    "comment review": "Great value, would recommend.; Fine, nothing special.; Not worth the money.",
    "description dish": "with lemon and herbs; slow-cooked, with rice; served with salad; "
    "spicy, with flatbread; with roasted vegetables",
    "carrier": "DHL; UPS; FedEx; GLS; PostNord; Royal Mail",
    "seen": "parcel centre; out for delivery; customs; sorting centre north; local depot",
    "terminal": "1; 2; 3; 4; A; B; D", "gate": "A12; B7; B31; C4; D18; E22; F9",
    "platform train": "2; 5; 9; 11; 14", "shelf": "A2; B5; C11; D7; F3; K9",
    "broadcaster": "Sky Sports; DAZN; ESPN; BBC One; Canal+; RAI 2",
    "cinema": "Rialto; Filmpalast; Cinéma Lumière; Odeon Grand; Arthouse 5; Capitol",
    "venue": "Riverside Arena; Old Theatre; Palace Hall; The Foundry; Opera House; Jazz Cellar; "
    "Harbour Stage; Kulturhaus; Town Hall",
    "museum": "Museum of Modern Art; City Museum; National Gallery; Museum of Natural History; "
    "Design Museum; Maritime Museum",
    "title exhibition": "Light and Shadow; Masters of Colour; The Age of Maps; "
    "Women of the Bauhaus; Glass and Fire; Treasures of the Silk Road; Photography after 1945",
    "title order": "Glasshouse live; The Silent Shadows; Piano night; Romeo and Juliet; "
    "Symphony No. 9; Stand-up night; The Paper Lanterns",
    "part speech": "noun; verb; adjective; adverb",
    "failed step": "build; unit tests; deploy; lint",
    "pipeline": "build; tests; lint; deploy; nightly", "topping": "olives; mushrooms; basil",
    "dose": "1 tablet; 200 mg; 2 tablets; 500 mg; 50 mg",
    "opening hours": "Mon-Fri 9:00-18:00; daily 10:00-20:00; Tue-Sun 10:00-17:00; "
    "Mon-Sat 8:00-22:00; open 24 hours",
    "season": "2025/26", "league": "Premier League; La Liga; Bundesliga; Serie A; NBA",
    "headline alert": "Avoid unnecessary travel; Authorities advise caution; "
    "Stay indoors if you can; Check local news before you leave; "
    "Conditions expected to worsen this evening",
    "snippet message": "Thanks, see you on Thursday; Please find the invoice attached; Could we "
    "move our call?; Your parcel is on its way; Here are the photos from Saturday",
    "headline": "City council approves new tram line; Local bakery wins national award; "
    "Heat wave expected next week; Museum reopens after renovation; Team reaches the final",
    "language repository": "Python; TypeScript; Go; Rust; Java; Kotlin; Ruby",
    "language": "English; Spanish; French; German; Portuguese; Italian",
    "description repository": "Command line tool for time tracking; Timetables as open data; "
    "Plugin that adds dark mode; Small library for parsing invoices; Website of the project",
    "default branch": "main; master; develop", "target branch": "main; develop",
    "base branch": "main", "branch pipeline": "main; develop; feature/search",
    "model car": "Fiat 500; Toyota Yaris; Volkswagen Golf; Škoda Octavia; Renault Clio; Kia Ceed",
    "model": "Fiat 500; Toyota Yaris; Volkswagen Golf; Škoda Octavia; Renault Clio",
    "name hotel": "Hotel Lipa; Park Lodge; The Garden House; Hotel Meridian; Pension Linde; "
    "Grand Hotel Aurora; Riverside Inn; Casa Azul; Hotel Nordstern",
    "name place": "Café Central; City Museum; Green Garden; Corner Bakery; Old Market Hall; "
    "Blue Door; The Reading Room; Station Pharmacy",
    "name sprint": "Sprint 12; Sprint 13; Sprint 14; Checkout sprint; Mobile sprint",
    "name product": "Trail boot Alta; Cast iron pan 28 cm; Linen bedsheet; Raincoat Otter; "
    "Espresso grinder Nero; Wool scarf Fjord; Desk lamp Luna; Travel mug Kiva",
    "name folder": "Invoices; Photos 2025; Contracts; Recipes; Tax documents; Projects",
    "name playlist": "Focus; Sunday morning; Road trip; Running mix; Dinner with friends",
    "name routine": "Good morning; Leaving home; Movie night; Bedtime",
    "title song": "Hold the Bridge; Slow Valley; Paper Lanterns; When the Rain Stops",
    "title track": "Hold the Bridge; Slow Valley; Paper Lanterns; When the Rain Stops; "
    "Northern Line; Glass Houses; Letters from Home; Second Summer; Salt and Honey",
    "album": "Slow Valley; Live at the Foundry; Houses of Glass; Northern Songs; After the Rain",
    "title book": "The Clockmaker's Garden; A Short History of Salt; Letters from the Harbour; "
    "The Last Lighthouse; Cooking for One; How Cities Learn; The Quiet Valley",
    "title course": "Photography for beginners; Statistics I; Creative writing; Spanish A2; "
    "Introduction to Python; Art history; Project management",
    "question": "Which gas do plants take in from the air?; "
    "In which year did the Berlin Wall fall?; What is the capital of Australia?; "
    "Which organ pumps blood through the body?; "
    "What does a thermometer measure?",
    "choice": "oxygen; carbon dioxide; 1989; 1991; Canberra; Sydney; the heart; temperature",
    "mime type": "application/pdf; image/jpeg; text/plain; "
    "application/vnd.google-apps.document; application/vnd.google-apps.spreadsheet",
    "rating quality": "good; moderate", "traffic": "light; moderate; heavy",
    "condition": "sunny; partly cloudy; overcast; light rain; showers; clear",
    "reason": "no longer needed; wrong size; change of plans; duplicate",
    "color": "blue; green; red; grey", "colour": "blue; green; red; grey",
    "door": "front door; back door; garage; garden gate",
    "room": "kitchen; hallway; bedroom; office",
    "step": "Head north; Turn left; Turn right; Continue straight on",
    "time zone": "Europe/Madrid; Europe/Berlin; America/New_York; Asia/Tokyo; Africa/Nairobi",
    "region": "eu-west-1; us-east-1; ap-south-1", "availability zone": "eu-west-1a; us-east-1b",
}  # fmt: skip
_CODES = {
    "commit": 40, "sha": 40, "etag": 16, "checksum": 32, "md5": 32, "hash": 40, "fingerprint": 32,
    "sha1": 40, "sha256": 64,
}  # fmt: skip


@lru_cache(maxsize=1)
def _pools() -> tuple[tuple[frozenset[str], tuple[str, ...]], ...]:
    found = [
        (frozenset(name.split()), tuple(part for part in text.split("; ") if part))
        for name, text in _TABLE.items()
    ]
    return tuple(sorted(found, key=lambda pair: -len(pair[0])))


@lru_cache(maxsize=16384)
def _pool(name: str, owner: str) -> tuple[tuple[str, ...], bool]:
    parts = words(name)
    own = {*parts, one(parts[-1])} if parts else set()
    whole = own | {*words(owner)}
    for wanted, found in _pools():
        if wanted <= whole and wanted & own and (len(wanted) > 1 or one(parts[-1]) in wanted):
            return found, len(wanted) > 1
    return (), False


def worded(name: str, owner: str, rng: Random) -> tuple[str | None, bool]:
    """A text for field `name` of `owner`, None where nothing is known of it; and whether it is
    made for that very owner."""
    parts = words(name)
    size = _CODES.get(parts[-1]) if parts else None
    if size is not None:
        return "".join("0123456789abcdef"[int(rng.random() * 16)] for _ in range(size)), True
    pool, sure = _pool(name, owner)
    return (pool[int(rng.random() * len(pool))] if pool else None), sure
