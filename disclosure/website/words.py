"""What people answer in their own words, as the codes of our lists.

The codes of referrers and relationships are those of ``disclosure.code_lists``. Where
two readings are possible the safer one is taken, and the words stay beside the code.
"""

from __future__ import annotations

import re
from enum import StrEnum

from casework import folding


class Danger(StrEnum):
    """Whether somebody is in danger now; the question that is asked first."""

    YES = "yes"
    NO = "no"
    NOT_SURE = "not_sure"
    NOT_ANSWERED = ""


class SafeToCall(StrEnum):
    """Whether the applicant may be telephoned."""

    YES = "yes"
    TEXT_ONLY = "text_only"
    NO = "no"
    UNCLEAR = "unclear"
    NOT_ANSWERED = ""


class Knows(StrEnum):
    """Whether the person at risk knows that somebody else applied."""

    YES = "yes"
    NO = "no"
    NOT_KNOWN = "not_known"
    NOT_ANSWERED = ""


class RelationshipCode(StrEnum):
    """What the person at risk and the subject are to each other (9.6)."""

    SPOUSE = "spouse"
    COHABITING = "cohabiting"
    DATING = "dating"
    CASUAL = "casual"
    SEPARATED = "separated"
    EX_PARTNER = "ex_partner"
    ONLINE = "online"
    OTHER = "other"
    NOT_KNOWN = ""


class RelationshipStatus(StrEnum):
    """Where the relationship stands (2.1)."""

    NEW = "new"
    CURRENT = "current"
    ENDING = "ending"
    EX = "ex"
    NOT_KNOWN = ""


class ReferrerType(StrEnum):
    """Who applies (9.6)."""

    PERSON_AT_RISK = "person_at_risk"
    FAMILY = "family"
    FRIEND_NEIGHBOUR = "friend_neighbour"
    POLICE = "police"
    SOCIAL_CARE = "social_care"
    HEALTH = "health"
    PROBATION = "probation"
    EDUCATION = "education"
    HOUSING = "housing"
    IDVA = "idva"
    OTHER = "other"
    NOT_KNOWN = ""


Code, Status, Type = RelationshipCode, RelationshipStatus, ReferrerType

YES = frozenset({"yes", "y", "yeah", "yep", "true", "1", "ydw", "ydy", "oes", "ie"})
NO = frozenset({"no", "n", "nope", "none", "false", "0", "nac ydw", "nag oes", "na"})
NOT_KNOWN = frozenset(
    {"don't know", "dont know", "do not know", "not sure", "unsure", "unknown", "?"}
)
# An answer that says there is none. "Na" is a name, so it is not among them.
NOTHING = frozenset(
    {"", "?", "??", "-", "--", "n/a", "none", "nil", "unknown", "not known"}
    | {"don't know", "dont know", "do not know", "not sure", "x", "xx", "xxx"}
)
LONGEST_NOTHING = 40
THEMSELVES = frozenset({"self", "myself", "me", "no", "false"})
TEXT_ONLY = ("only text", "text only", "texts only", "only by text", "tecst yn unig")

# The first row that matches decides, so an ex-husband is no husband.
RELATIONSHIPS = (
    (
        r"separating|divorcing|getting divorced|leaving|going through a divorce",
        Code.SEPARATED,
        Status.ENDING,
    ),
    (r"separated|estranged|wedi gwahanu", Code.SEPARATED, Status.EX),
    (
        (
            r"\bex\b|\bex(?=partner|husband|wife|boyfriend|girlfriend)|former"
            r"|divorced|split up|broken up|no longer together|used to|\bcyn\b"
        ),
        Code.EX_PARTNER,
        Status.EX,
    ),
    (r"online|on line|internet|never met", Code.ONLINE, Status.CURRENT),
    (
        r"just started|just met|seeing each other|casual|\bnew\b|newydd",
        Code.CASUAL,
        Status.NEW,
    ),
    (
        r"husband|wife|spouse|married|civil partner|\bgwr\b|gwraig|priod",
        Code.SPOUSE,
        Status.CURRENT,
    ),
    (
        r"liv(?:e|es|ing) (?:together|with)|cohabit|common law|byw gyda",
        Code.COHABITING,
        Status.CURRENT,
    ),
    (
        r"boyfriend|girlfriend|fiance|dating|going out|\b[bg]f\b|cariad",
        Code.DATING,
        Status.CURRENT,
    ),
    # Married, living together or neither: nobody can tell from the word.
    (r"partner|relationship", Code.OTHER, Status.CURRENT),
)

# The first row that matches decides: "my mother's friend" is a friend.
REFERRERS = (
    (r"\bpolice|\bpcso\b|constable|heddlu", Type.POLICE),
    (r"social work|social services|social care", Type.SOCIAL_CARE),
    (r"\bidva\b|domestic abuse|refuge|women's aid", Type.IDVA),
    (r"nurse|doctor|\bgp\b|midwi|health", Type.HEALTH),
    (r"probation", Type.PROBATION),
    (r"teacher|school|nursery|college|lecturer", Type.EDUCATION),
    (r"housing|landlord", Type.HOUSING),
    (r"support worker|solicitor|carer|professional", Type.OTHER),
    (r"\bfriend|neighbou?r|colleague|work ?mate|ffrind|cymydog", Type.FRIEND_NEIGHBOUR),
    (
        (
            r"mother|father|\bmu?m\b|\bmam\b|\bdad\b|parent|sister|brother|\bson\b"
            r"|daughter|\baunt|uncle|cousin|niece|nephew|nana?\b|\bgran|in-law"
            r"|family|relative|chwaer|brawd|merch\b|\btad\b|\bmab\b"
        ),
        Type.FAMILY,
    ),
)


def fold(text: str) -> str:
    """The words to compare, without the full stop or comma that may end them."""
    return folding.fold(text).strip(" .!,;:")


def is_nothing(text: str) -> bool:
    """Whether the words only say that there is no answer: "?", "n/a", "unknown"."""
    if len(text) > LONGEST_NOTHING:
        return not text.strip()
    return not text.strip() or fold(text) in NOTHING


def read_flag(text: str) -> bool | None:
    """Yes, no, or neither."""
    words = fold(text)
    if words in YES:
        return True
    return False if words in NO else None


def read_danger(text: str) -> Danger:
    """What the words say about danger.

    Only a plain no is a no. A yes may go on ("yes he is outside"), and all else counts
    as not sure, so that no call for help is read as a no.
    """
    words = fold(text)
    if not text.strip():
        return Danger.NOT_ANSWERED
    if words in NO and text.strip().isascii():
        return Danger.NO
    first = re.split(r"[^\w]", words, maxsplit=1)[0]
    return Danger.YES if first in YES else Danger.NOT_SURE


def read_safe_to_call(text: str) -> SafeToCall:
    """Whether it is safe to call.

    Only a plain yes is a yes, and whatever begins with no is a no.
    """
    words = fold(text)
    if is_nothing(text):
        return SafeToCall.NOT_ANSWERED
    if words in YES:
        return SafeToCall.YES
    if words.startswith(TEXT_ONLY):
        return SafeToCall.TEXT_ONLY
    first = re.split(r"[^\w]", words, maxsplit=1)[0]
    return SafeToCall.NO if words in NO or first in NO else SafeToCall.UNCLEAR


def read_knows(text: str) -> Knows:
    """Whether the person at risk knows; any other words mean that it is not known."""
    if not text.strip():
        return Knows.NOT_ANSWERED
    answer = read_flag(text)
    if answer is None:
        return Knows.NOT_KNOWN
    return Knows.YES if answer else Knows.NO


def read_relationship(text: str) -> tuple[RelationshipCode, RelationshipStatus]:
    """The code and the status that the words mean; other words are OTHER."""
    if is_nothing(text):
        return Code.NOT_KNOWN, Status.NOT_KNOWN
    words = fold(text)
    for pattern, code, status in RELATIONSHIPS:
        if re.search(pattern, words):
            return code, status
    return Code.OTHER, Status.NOT_KNOWN


def read_referrer(text: str) -> ReferrerType:
    """Who somebody is that applies for another person, NOT_KNOWN for other words."""
    words = fold(text)
    for pattern, referrer in REFERRERS:
        if re.search(pattern, words):
            return referrer
    return Type.NOT_KNOWN
