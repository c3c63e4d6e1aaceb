"""The English texts as they are shipped; a line of a list is one item."""

# ruff: noqa: E501, RUF001  (a paragraph is one line, as it is spoken and hashed)

from __future__ import annotations

from collections.abc import Mapping

TEXTS: Mapping[str, str] = {
    # Use only to protect, do not pass on, breach may bring legal action; the offence
    # that is usually quoted. Read before anything is said (clares-law 4.1).
    "undertaking": """\
Before I tell you anything, I need to read you an undertaking and ask whether you agree to it.

What I may tell you is confidential. You may use it only to protect yourself, or a person or child who is at risk.

You must not pass it on or publish it. That includes family, friends and social media. If you think that somebody else needs to know, speak to us first and we will agree it with you.

If you pass it on, or use it for anything else, legal action may be taken against you. It may also be an offence under section 170 of the Data Protection Act 2018.

I will not leave anything with you in writing, and I ask you not to record me.

Do you understand this? Do you agree to it, and will you sign to say so?""",
    # One text for "nothing is held" and for "the test was not met", so that it can
    # never tell which; and no disclosure does not mean no risk (clares-law 4.2).
    "no_disclosure": """\
We have finished looking into the concern that was raised with us. There is nothing that we can disclose to you.

I cannot say more than that. We give this same answer whether or not the police hold any information, so please do not take it to mean one or the other.

It does not mean that there is no risk. If you are worried about yourself or about somebody else, your worry matters and we want to hear it.

Tell us if anything changes. You can ask again at any time. If anyone is in danger, call 999.""",
    # The same offer after every outcome (clares-law 4.2).
    "support": """\
We offer support to everyone, whatever the outcome. An independent adviser, who does not work for the police, can talk with you about what is happening and how to be safer. You do not have to decide anything today.

Would you like us to arrange that? What is the safest way, and the safest time, for somebody to reach you?

You can change your mind at any time, and you can always come back to us. If anyone is in danger, call 999.""",
    "safety_words": """\
This is the plan that we make with you, so that you and anyone with you are safer. Nothing in it is an order. You know your life best, and we change the plan whenever you want.

If anyone is in danger, call 999. If you cannot speak, cough or tap the handset, and press 55 when you are asked to from a mobile phone.""",
    "sign_answers": "I agree and sign\nI do not agree",
    "sign_lines": """\
Name, in capitals
Signature
Date and time
Officer, and signature
Anybody else who was present""",
    "script_before": """\
Nobody is in danger now. If anybody is, deal with that first: this can wait.
The case still shows version {version}. If it does not, do not use this paper.
The person in front of you is “who is told” above, and you have checked who they are.
They are alone, apart from people whom the delivery plan names. The subject is not in the building, not on the way and not on the phone.
Their phone and other devices are put away. Nobody is recording.
If they need an interpreter, it is an independent one, never family or a friend.""",
    "script_never": """\
whether anybody asked us, or who it was
who an earlier partner, a child or anybody else is, or anything that hints at it
where any information comes from
anything about the subject that is not in the approved words, even if you know it
that they must leave, or what you would do in their place.""",
    "undertaking_first": "Say nothing from section 3 until they have heard this and answered.",
    "undertaking_refused": """\
If they refuse, stop. Say nothing of the approved words. Offer support, then tell the decision maker, who decides again whether to disclose.""",
    "undertaking_kept": """\
They have read it, or it was read to them, in a language that they understand.
They signed before anything was said, or the answer is marked above.
The form goes back with you. No copy is left behind, and nobody photographs it.
The answer is in the case, and the form is kept with it.""",
    "reading": """\
Read them slowly and exactly as they stand. You may read them again. Add nothing, leave nothing out and explain nothing.""",
    "script_questions": """\
Who sent you to me? | “I cannot say how this came to us.”
Is that everything? | “It is all that I may tell you. I cannot say whether there is more.”
Who was hurt? | “I cannot speak about other people, as I would not speak to them about you.”
Can I have it in writing? | “No. Nothing is left in writing, for your safety. I can read it to you again.”
Will they find out? | Only what the delivery plan says. If it says nothing: “I will find out and tell you in a way that is safe.”
Can I tell my family? | “Please speak to us first. We will agree with you who needs to know.”
What should I do? | “That is yours to decide. Whatever you decide, we will help you to be safer.”""",
    "unanswered": "If you cannot answer, say that you will find out. Do not guess.",
    "script_agree": """\
What worries them most in the next few days, and whether hearing this changes the danger.
Where they can go, by day and by night, and who may know of it.
Children and others at home: who is safe, and who needs to be told.
Phones, shared accounts, location sharing, money and keys.
The safe way and time to reach them, and the code word: still right?
Referrals: adviser (IDVA), MARAC if the risk is high, children’s social care, others.
The risk, assessed again now that they know, and when you speak next.""",
    "nothing_before": """\
Nobody is in danger now. If anybody is, deal with that first: this can wait.
The case still shows version {version}. If it does not, do not use this paper.
You follow the safe contact plan: the place or number, the time and the code word that it gives. No voicemail, no letter, no text and no e-mail.
The person you speak to is “who is told” above, and you have checked who they are.
They can talk, and nobody overhears. If not, end as the plan says and try again later.
If they need an interpreter, it is an independent one, never family or a friend.""",
    "nothing_never": """\
whether anything is held, was found or was looked at
why nothing is disclosed
that there is nothing to worry about
whether anybody else asked, or was told anything.""",
    "support_always": "Make this offer every time, in full, whatever you know of the case.",
    "nothing_agree": """\
What worries them, and what has changed since they last spoke to us.
Whether anybody is afraid, hurt, followed or watched now, children included.
The safe way and time to reach them, and the code word: still right?
Referrals: adviser (IDVA), MARAC if the risk is high, children’s social care, others.
The risk, assessed again. What they tell you now may be new information.""",
    "nothing_questions": """\
So there is nothing on record? | “I cannot say whether there is. The answer is the same either way.”
So it is safe? | “No. This does not mean that there is no risk.”
Why can you not tell me more? | “We give no reasons to anybody, because a reason could itself give something away.”
Was somebody else told? | “I cannot say whether anybody was.”
Can I have it in writing? | “No. A letter or message could be found, so we tell people only like this.”
Can I ask again? | “Yes, at any time, and above all if something changes or frightens you.”""",
    "record_how": "Record this in the case. Write here only what you need to remember until then.",
    "record_disclosure": """\
Date, start and end
Place, or how you spoke
Who was present
How you checked who they are
Undertaking
Questions and answers …
How they took it
Risk now, and referrals
Next contact: when and how""",
    "record_nothing": """\
Date, start and end
Place, or how you spoke
Who was present
How you checked who they are
Questions and answers …
How they took it
Risk now, and referrals
Next contact: when and how""",
    "record_done": """\
Nothing was left behind.
It is all in the case, with version {version} as the words that were read.
This copy is back with {unit}.""",
    "safety_before": """\
They are alone and can talk. The subject is not in the building, not on the way and not on the phone.
Ask first whether it is safe to talk about this now. If not, agree when.
If they need an interpreter, it is an independent one, never family or a friend.""",
    "safety_topics": """\
What to do in an emergency, and the word or sign that means “call the police for me”.
Where to go, by day and by night, and who may know of it.
What to have ready: money, medicine, papers, keys, a charged phone.
Children, others at home, animals and work: who is told what.
Phones, shared accounts, location sharing, cameras and cars.
Who helps: adviser (IDVA), MARAC, health, housing, children’s social care.
When the plan is looked at again.""",
    "safety_kept": """\
What was agreed is in the case, with what they did not want.
Leave no copy unless they ask for one and have a place where the subject never finds it.
This copy is back with {unit}.""",
    "visit_before": """\
Open the contact plan in the case again and read it: it may have changed since this was printed. Numbers and addresses stand there alone.
Nobody is in danger now. If anybody is, deal with that first.
You know where the subject is, how you know it, and how old that is.
You have the script and the undertaking, and this sheet does not leave your hands.
Dress, car and words give nothing away to neighbours.""",
    "visit_door": """\
Say who you are only to the right person, and nothing to anybody else.
Check who they are before you say why you came.
Ask whether it is a good moment, with the code word if the plan has one.
Go where nobody overhears. Phones and other devices are put away.
Never say whether anybody asked us, or who it was.""",
    "visit_danger": """\
the subject is there, on the way or on the phone
somebody else stays within hearing
the person cannot say whether it is safe
you are asked who sent you and the talk does not move on.""",
    "visit_after": """\
Record the attempt in the case today, also when nothing was said.
The risk is assessed again, and the next contact agreed.
This copy is back with {unit}.""",
    "summary_use": """\
For work on this case inside the unit. Who asked, other people who helped, and where information comes from are left out on purpose: do not add them by hand.""",
}
