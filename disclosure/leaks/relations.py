"""Relations that say who asked or told: "your mother", "the school", "a neighbour"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from disclosure.leaks.hits import Found, Sure
from disclosure.leaks.letters import fold_word
from disclosure.leaks.people import Hidden
from disclosure.leaks.words import Read

RELATION, SOMEBODY = "relation", "says that somebody else asked"
# Key to the words that say it; an institution is "the school" as well as "your school".
TIES: dict[str, str] = {
    "mother": r"mother|mum|mam|mom|mummy|mammy|stepmother|stepmum",
    "father": r"father|dad|daddy|da|stepfather|stepdad",
    "parent": r"parent|folks|guardian|carer",
    "sister": r"sister|stepsister|half-sister|sibling",
    "brother": r"brother|stepbrother|half-brother|sibling",
    "grandmother": r"grandmother|grandma|gran|granny|nan|nana|nanna|mamgu|nain",
    "grandfather": r"grandfather|grandad|granddad|grandpa|tadcu|taid",
    "aunt": r"aunt|auntie|aunty",
    "uncle": r"uncle",
    "cousin": r"cousin",
    "niece": r"niece|nephew",
    "in_law": r"(?:mother|father|sister|brother|daughter|son)[\s-]in[\s-]law",
    "child": r"child|(?:step)?son|(?:step)?daughter|boy|girl|baby|kid|eldest|youngest",
    "family": r"family|relative|relation",
    "friend": r"friend|mate|best friend|girlfriends|pal",
    "neighbour": r"neighbou?r|next[\s-]door|people downstairs|people upstairs",
    "housemate": r"flatmate|housemate|lodger|room-?mate",
    "colleague": r"colleague|workmate|co-?worker|boss|manager|employer|supervisor",
    "landlord": r"landlord|landlady|letting agent",
    "former_partner": (
        r"(?:ex|former|previous|last|first|second)[\s-]"
        r"(?:wife|husband|partner|girlfriend|boyfriend|fiancee?)|ex"
    ),
    "school": (
        r"school|teacher|head[\s-]?teacher|nursery|college|tutor|playgroup|university"
    ),
    "health": (
        r"gp|doctor|nurse|midwife|health visitor|surgery|hospital|therapist|counsellor"
        r"|psychologist|psychiatrist|a and e|clinic|consultant|health worker"
    ),
    "social_care": (
        r"social workers?|social services|social care|children's services|family worker"
    ),
    "housing": r"housing officer|housing association|housing|warden|council",
    "probation": r"probation officer|probation|offender manager",
    "support": (
        r"idva|isva|support worker|key worker|refuge|women's aid|adviser|advocate"
    ),
    "faith": r"vicar|priest|imam|rabbi|minister|pastor|church|mosque|temple",
}
INSTITUTIONS = frozenset(
    {"school", "health", "social_care", "housing", "probation", "support", "faith"}
)
FAMILY = frozenset(
    {"mother", "father", "parent", "sister", "brother", "grandmother", "grandfather"}
    | {"aunt", "uncle", "cousin", "niece", "in_law", "child", "family"}
)
# What each sort of applicant could be (the codes of the list of referrers).
KIN: dict[str, frozenset[str]] = {
    "family": FAMILY,
    "friend_neighbour": frozenset({"friend", "neighbour", "housemate", "landlord"}),
    "social_care": frozenset({"social_care"}),
    "health": frozenset({"health"}),
    "probation": frozenset({"probation"}),
    "education": frozenset({"school"}),
    "housing": frozenset({"housing", "landlord"}),
    "idva": frozenset({"support"}),
    "other": frozenset({"colleague", "faith", "former_partner"}),
}
# Whoever says "my daughter" is a parent.
_TURNED: tuple[tuple[str, frozenset[str]], ...] = (
    (r"(?:step)?(?:daughter|son)", frozenset({"mother", "father", "parent"})),
    (r"(?:sister|brother)", frozenset({"sister", "brother"})),
    (r"(?:mother|mum|mam|mom|father|dad)", frozenset({"child"})),
    (r"(?:niece|nephew)", frozenset({"aunt", "uncle"})),
    (r"(?:granddaughter|grandson)", frozenset({"grandmother", "grandfather"})),
    (r"(?:aunt|auntie|uncle)", frozenset({"niece"})),
    (r"cousin", frozenset({"cousin"})),
    (r"(?:\w+ )?friend|mate", frozenset({"friend"})),
    (r"(?:next door )?neighbou?r", frozenset({"neighbour"})),
    (r"(?:colleague|employee|workmate)", frozenset({"colleague"})),
    (r"(?:pupil|student)", frozenset({"school"})),
    (r"patient", frozenset({"health"})),
    (r"tenant", frozenset({"landlord", "housing"})),
    (r"client", frozenset({"support", "social_care"})),
)
_POSSESSIVE = r"(?:your|her|his|their|one of your|one of her|one of his)"
_ARTICLE = r"(?:the|an?|this|that|my|our|some)"
_DESCRIBED = r"(?:[^\W\d]+[\s-]){0,2}?"
# Somebody said something to us; in the next few words.
_TELLS = (
    r"(?:told|tells|ask(?:ed|s)|contact(?:ed|s)|report(?:ed|s)|rang|rung|phoned|called"
    r"|calls|said|says|applied|applies|application|worried|worries|concerned|concerns"
    r"|mentioned|informed|raised|referred|referral|spoke|spoken|approached|disclosed"
    r"|wrote|written|emailed|messaged|came to us|come to us|came forward|got in touch"
    r"|been in touch|let us know|gave us|request(?:ed)?|complained|witnessed|saw)"
)
_BEFORE = (
    r"(?:from|by|according to|thanks to|spoke (?:to|with)|spoken (?:to|with)|heard"
    r"|behalf of|information of|account of|statement of)\s"
)
_SOMEBODY = (
    r"\b(?:somebody|someone|some one|a member of the public|a third party|a caller"
    r"|another person|a person (?:close to|near) you|a professional|a well-?wisher"
    r"|people (?:close to|near|around) you|those close to you|the (?:person|one)"
    r" who (?:asked|applied|contacted|rang|told)|whoever (?:asked|applied|contacted)"
    r"|the applicant|your applicant|the referrer)\b"
)
_NEAR = 60


def relations_found(text: Read, hidden: Hidden) -> Iterator[Found]:
    """Where ``text`` says what ``hidden`` is to somebody, so that it says who."""
    for tie in sorted(hidden.ties | hidden.kin):
        for start, end, sure in _ties_in(text, tie, hidden):
            yield Found(start, end, RELATION, sure, hidden.key, hidden.part)
    if hidden.is_source:
        for start, end in _somebody_in(text):
            yield Found(start, end, SOMEBODY, Sure.POSSIBLE, hidden.key, hidden.part)


def ties_said_in(words: str) -> frozenset[str]:
    """What an applicant says they are: "I am her sister", "my daughter"."""
    folded = fold_word(words)
    said = [
        tie
        for tie, ways in TIES.items()
        if re.search(rf"\bi(?: am|'m) (?:[^\W\d]+ ){{0,2}}?(?:{ways})\b", folded)
    ]
    turned = [
        ties for pattern, ties in _TURNED if re.search(rf"\bmy {pattern}\b", folded)
    ]
    return frozenset(said).union(*turned)


def ties_in_words(*said: str) -> frozenset[str]:
    """The keys of ``TIES`` that a relation as it was given names."""
    folded = " ".join(map(fold_word, said))
    return frozenset(
        tie for tie, words in TIES.items() if re.search(rf"\b(?:{words})s?\b", folded)
    )


def _ties_in(text: Read, tie: str, hidden: Hidden) -> Iterator[tuple[int, int, Sure]]:
    letters = text.folded.letters
    lead = rf"(?:(?P<own>{_POSSESSIVE})|{_ARTICLE})"
    pattern = rf"\b{lead}\s{_DESCRIBED}(?P<tie>{TIES[tie]})s?\b"
    for match in re.finditer(pattern, letters):
        said = _is_told(letters, *match.span(), text)
        bare = bool(match["own"]) or tie in INSTITUTIONS
        if said:
            yield (*match.span(), Sure.LIKELY)
        elif hidden.is_source and bare and tie != "child":
            known = tie in hidden.ties
            yield (*match.span(), Sure.LIKELY if known else Sure.POSSIBLE)


def _is_told(letters: str, start: int, end: int, text: Read) -> bool:
    """Whether the sentence says that they told or asked."""
    begin, stop = text.folded.sentence(start)
    after = letters[end : min(stop, end + _NEAR)]
    before = letters[begin:start]
    return bool(
        re.search(rf"\b{_TELLS}\b", after) or re.search(rf"\b{_BEFORE}$", before)
    )


def _somebody_in(text: Read) -> Iterator[tuple[int, int]]:
    letters = text.folded.letters
    for match in re.finditer(_SOMEBODY, letters):
        named = "applicant" in match[0] or "referrer" in match[0] or "who" in match[0]
        if named or _is_told(letters, *match.span(), text):
            yield match.span()
