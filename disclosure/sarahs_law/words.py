"""The standard words of Sarah's Law; what is not here is said as in every scheme.

The Welsh of the spoken ones are drafts, as in ``disclosure/wording/welsh.py``.
"""

# ruff: noqa: E501, RUF001  (a paragraph is one line, as it is spoken and hashed)

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from disclosure.wording.catalogue import CLARES_LAW, Language

# Three warnings: only to protect the child, confidential, legal proceedings
# (sarahs-law 3.5). The no-disclosure words are one text for every reason (3.4).
ENGLISH: Mapping[str, str] = {
    "undertaking": """\
Before I tell you anything, I need to read you an undertaking and ask whether you agree to it.

What I may tell you is confidential. You may use it for one thing only: to keep a child safe.

You must not pass it on, unless the police have agreed to it first. That includes your family, your friends, the school, other parents and social media.

If you break this, legal proceedings may follow. If anybody takes the law into their own hands because of what you said, children can be less safe, and you may have committed an offence.

I will not leave anything with you in writing, and I ask you not to record me.

Do you understand this? Do you agree to it, and will you sign to say so?""",
    "no_disclosure": """\
We have finished looking into the concern about a child that was raised with us. There is nothing that we can disclose to you.

I cannot say more than that. We give this same answer whether or not the police hold any information, so please do not take it to mean one or the other.

It does not mean that a child is safe with anybody. Please go on watching, listening and asking, as you did.

Tell us if anything changes. You can ask again at any time. If a child is in danger, call 999.""",
    "support": """\
We offer support to everyone, whatever the outcome. I can leave you with the numbers of people who help families to keep children safe, and I can ask somebody to call you. You do not have to decide anything today.

Would you like us to arrange that? What is the best way, and the best time, for somebody to reach you?

You can change your mind at any time, and you can always come back to us. If a child is in danger, call 999.""",
    "safety_words": """\
This is the plan that we make with you, so that the child is safe. You know the child and your days best, and we change the plan whenever it no longer fits.

If a child is in danger, call 999. If you cannot speak, cough or tap the handset, and press 55 when you are asked to from a mobile phone.""",
    "script_never": """\
whether anybody asked us, or who it was
who was harmed before, or anything that hints at it: an age, a place, a family tie
where any information comes from
where the subject lives, works or is supervised, unless the approved words say it
anything about the subject that is not in the approved words, even if you know it.""",
    "script_questions": """\
Who asked about this? | “I cannot say how this came to us.”
Is that everything? | “It is all that I may tell you. I cannot say whether there is more.”
What was done, and to whom? | “I cannot speak about anybody who was harmed. They are protected for life.”
Can I have it in writing? | “No. Nothing is left in writing. I can read it to you again.”
Can I warn other parents, or the school? | “Please do not. Tell me who worries you, and we will see to it.”
Does the person know that you are here? | Only what the delivery plan says. If it says nothing: “I will find out and tell you.”
What do I tell the child? | “Nothing about this. We will go through what children can be taught to keep safe.”""",
    "script_agree": """\
The child is not alone with the subject from today: who sees to it, and how.
Contact that a court has ordered: they do not break the order before they have had advice.
What the child is told, and who speaks to the child if there is something to tell.
Who else has to know, and that the police or social care tell them: school, other parent.
Phones, games and accounts by which the child can be reached.
What they say and do if the subject comes or calls. They do not confront anybody.
Referrals: children’s social care, the public protection manager, support for the family.
The risk, assessed again now that they know, and when you speak next.""",
    "nothing_agree": """\
What worries them about a child, and what has changed since they last spoke to us.
Whether a child said or showed anything: their own words, without questioning the child.
What they can do to keep a child safe, whoever it is that worries them.
Referrals: children’s social care, school, health visitor, support for the family.
The risk, assessed again. What they tell you now may be new information.""",
    "safety_topics": """\
Contact of the child with the subject: none, or watched by whom; also online.
Court orders about contact, and who gives advice on them.
Who else looks after the child, and what the police or social care tell them.
School, nursery and clubs: who may collect the child.
What to say if the subject asks why something has changed.
What to do in an emergency; a marker on the address.
Children’s social care, support for the family, and when the plan is looked at again.""",
}
WELSH: Mapping[str, str] = {
    "undertaking": """\
Cyn i mi ddweud unrhyw beth wrthych, mae angen i mi ddarllen ymrwymiad i chi a gofyn a ydych yn cytuno iddo.

Mae’r hyn y gallaf ei ddweud wrthych yn gyfrinachol. Cewch ei ddefnyddio at un peth yn unig: cadw plentyn yn ddiogel.

Rhaid i chi beidio â’i drosglwyddo oni bai bod yr heddlu wedi cytuno yn gyntaf. Mae hynny’n cynnwys eich teulu, eich ffrindiau, yr ysgol, rhieni eraill a’r cyfryngau cymdeithasol.

Os byddwch yn torri hyn, gall achos cyfreithiol ddilyn. Os bydd rhywun yn cymryd y gyfraith i’w ddwylo ei hun oherwydd yr hyn a ddywedwch, gall plant fod yn llai diogel, ac efallai y byddwch wedi cyflawni trosedd.

Ni fyddaf yn gadael dim gyda chi yn ysgrifenedig, a gofynnaf i chi beidio â’m recordio.

A ydych yn deall hyn? A ydych yn cytuno iddo, ac a wnewch chi lofnodi i ddweud hynny?""",
    "no_disclosure": """\
Rydym wedi gorffen edrych ar y pryder am blentyn a godwyd gyda ni. Nid oes dim y gallwn ei ddatgelu i chi.

Ni allaf ddweud mwy na hynny. Rydym yn rhoi’r un ateb hwn p’un a yw’r heddlu’n dal unrhyw wybodaeth ai peidio, felly peidiwch â chymryd ei fod yn golygu’r naill na’r llall.

Nid yw’n golygu bod plentyn yn ddiogel gydag unrhyw un. Daliwch ati i wylio, i wrando ac i ofyn, fel y gwnaethoch.

Rhowch wybod i ni os bydd unrhyw beth yn newid. Cewch ofyn eto ar unrhyw adeg. Os oes plentyn mewn perygl, ffoniwch 999.""",
    "support": """\
Rydym yn cynnig cymorth i bawb, beth bynnag yw’r canlyniad. Gallaf roi i chi rifau pobl sy’n helpu teuluoedd i gadw plant yn ddiogel, a gallaf ofyn i rywun eich ffonio. Nid oes rhaid i chi benderfynu dim heddiw.

A hoffech i ni drefnu hynny? Beth yw’r ffordd orau, a’r amser gorau, i rywun gysylltu â chi?

Cewch newid eich meddwl ar unrhyw adeg, a chewch ddod yn ôl atom bob amser. Os oes plentyn mewn perygl, ffoniwch 999.""",
    "safety_words": """\
Dyma’r cynllun yr ydym yn ei wneud gyda chi, fel bod y plentyn yn ddiogel. Chi sy’n adnabod y plentyn a’ch dyddiau orau, a byddwn yn newid y cynllun pryd bynnag nad yw’n ffitio mwyach.

Os oes plentyn mewn perygl, ffoniwch 999. Os na allwch siarad, peswch neu tapiwch y ffôn, a phwyswch 55 pan ofynnir i chi o ffôn symudol.""",
}
OWN = {Language.ENGLISH: ENGLISH, Language.WELSH: WELSH}
WORDS = replace(
    CLARES_LAW,
    texts={
        language: {**texts, **OWN[language]}
        for language, texts in CLARES_LAW.texts.items()
    },
)
