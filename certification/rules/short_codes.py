"""Short codes: a document's address in twelve characters that one can say on the telephone.

Eleven characters of Crockford's base 32 (no I, L, O nor U, so that none is taken for another) hold 55 bits drawn from
the public id, which is random: nobody guesses one. The twelfth checks the others: one wrong character is seen, and two
neighbours of theirs swapped. Printed by fours, with dashes; read with or without, in any case, O as 0, I and L as 1.
"""

from __future__ import annotations

from hashlib import sha256

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 12
#: As typed by hand: spaces and dashes of every kind go, look-alikes become what they look like.
SEPARATORS = " \t\u00a0\u202f._-\u2010\u2011\u2012\u2013\u2014\u2212"
READ_AS = str.maketrans({"O": "0", "I": "1", "L": "1", **dict.fromkeys(SEPARATORS)})


def short_code(public_id: str) -> str:
    """The code of the document at this address, always the same."""
    number = int.from_bytes(sha256(f"short code:{public_id}".encode()).digest()[:7], "big") >> 1
    body = "".join(ALPHABET[number >> 5 * place & 31] for place in reversed(range(LENGTH - 1)))
    return body + check_character(body)


def check_character(body: str) -> str:
    """The last character, from the eleven others: their sum modulo 31, each weighed by its rank.

    31 is prime and ranks differ, so that a wrong character or a swap changes the sum; only Z, worth 31, may pass for 0.
    """
    return ALPHABET[sum(rank * ALPHABET.index(one) for rank, one in enumerate(body, start=1)) % 31]


def grouped(code: str) -> str:
    """As it is printed: 7H3K-90MX-Q2RB."""
    return "-".join(code[start : start + 4] for start in range(0, len(code), 4))


def tidy_code(typed: str) -> str:
    """A code as somebody typed it, in the form it is kept in; empty when it cannot be one."""
    code = typed.upper().translate(READ_AS)
    if len(code) != LENGTH or not set(code) <= set(ALPHABET) or check_character(code[:-1]) != code[-1]:
        return ""
    return code
