"""The standard words that officers read aloud, each with a version and a review date.

The wording is ours. It follows the points that the published summaries of the
guidance list (clares-law 4.1 and 4.2) but no force, lawyer or adviser has verified
it: whoever runs the product has it approved before it is spoken to anybody.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class StandardWords:
    """Words that are the same in every case, until their review replaces them."""

    name: str
    version: int
    review_on: dt.date
    text: str


# Use only to protect, do not pass on, breach may bring legal action; the offence that
# is usually quoted. Read before anything is said (clares-law 4.1).
UNDERTAKING = StandardWords(
    name="Undertaking",
    version=1,
    review_on=dt.date(2027, 11, 1),
    text="""\
Before I tell you anything, I need to read you an undertaking and ask whether you agree to it.

What I may tell you is confidential. You may use it only to protect yourself, or a person or child who is at risk.

You must not pass it on or publish it. That includes family, friends and social media. If you think that somebody else needs to know, speak to us first and we will agree it with you.

If you pass it on, or use it for anything else, legal action may be taken against you. It may also be an offence under section 170 of the Data Protection Act 2018.

I will not leave anything with you in writing, and I ask you not to record me.

Do you understand this? Do you agree to it, and will you sign to say so?
""",  # noqa: E501  (a paragraph is one line, as it is spoken and hashed)
)

# One text for "nothing is held" and for "the test was not met", so that it can never
# tell which; and no disclosure does not mean no risk (clares-law 4.2).
NO_DISCLOSURE = StandardWords(
    name="No-disclosure words",
    version=1,
    review_on=dt.date(2027, 11, 1),
    text="""\
We have finished looking into the concern that was raised with us. There is nothing that we can disclose to you.

I cannot say more than that. We give this same answer whether or not the police hold any information, so please do not take it to mean one or the other.

It does not mean that there is no risk. If you are worried about yourself or about somebody else, your worry matters and we want to hear it.

Tell us if anything changes. You can ask again at any time. If anyone is in danger, call 999.
""",  # noqa: E501  (a paragraph is one line, as it is spoken and hashed)
)

# The same offer after every outcome (clares-law 4.2).
SUPPORT_OFFER = StandardWords(
    name="Support offer",
    version=1,
    review_on=dt.date(2027, 11, 1),
    text="""\
We offer support to everyone, whatever the outcome. An independent adviser, who does not work for the police, can talk with you about what is happening and how to be safer. You do not have to decide anything today.

Would you like us to arrange that? What is the safest way, and the safest time, for somebody to reach you?

You can change your mind at any time, and you can always come back to us. If anyone is in danger, call 999.
""",  # noqa: E501  (a paragraph is one line, as it is spoken and hashed)
)
