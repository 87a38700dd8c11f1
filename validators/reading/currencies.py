"""Names and signs of currencies → ISO 4217 code, from CLDR with the words people use.

A bare "dollar" is the US one, a bare "pound" the British, "$" and "£" likewise; other names that
several currencies share ("peso", "krone", "franc") mean none.
"""

from functools import lru_cache

_SPOKEN = {
    "$": "USD",
    "dollar": "USD",
    "dollars": "USD",
    "bucks": "USD",
    "us$": "USD",
    "€": "EUR",
    "euro": "EUR",
    "euros": "EUR",
    "£": "GBP",
    "pound": "GBP",
    "pounds": "GBP",
    "pounds sterling": "GBP",
    "quid": "GBP",
    "¥": "JPY",
    "yen": "JPY",
    "₹": "INR",
    "rupees": "INR",
    "rupee": "INR",
    "yuan": "CNY",
    "renminbi": "CNY",
    "₩": "KRW",
    "won": "KRW",
    "zloty": "PLN",
    "zlotys": "PLN",
    "złoty": "PLN",
    "swiss franc": "CHF",
    "swiss francs": "CHF",
    "canadian dollar": "CAD",
    "canadian dollars": "CAD",
    "australian dollar": "AUD",
    "australian dollars": "AUD",
    "mexican peso": "MXN",
    "mexican pesos": "MXN",
    "brazilian real": "BRL",
    "brazilian reais": "BRL",
    "swedish krona": "SEK",
    "swedish kronor": "SEK",
    "norwegian krone": "NOK",
    "norwegian kroner": "NOK",
    "danish krone": "DKK",
    "danish kroner": "DKK",
    "us dollar": "USD",
    "us dollars": "USD",
}


@lru_cache(maxsize=1)
def _names() -> dict[str, str]:
    from babel import Locale

    current: dict[str, str] = {}
    for code, name in Locale("en").currencies.items():
        if "(" not in name and code.isalpha():
            current.setdefault(str(name).lower(), str(code))
            current.setdefault(f"{name}s".lower(), str(code))
        current[str(code).lower()] = str(code)
    return current | _SPOKEN


@lru_cache(maxsize=8192)
def code_of(text: str) -> str:
    """The code of a currency named or signed in a text; "" when it names none."""
    if len(text) > 40:
        return ""
    return _names().get(text.strip().lower().rstrip("."), "")
