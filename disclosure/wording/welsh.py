"""Welsh texts as they are shipped: drafts. None of them is verified.

Each row says that it needs a translator's check until somebody records one.
"""

# ruff: noqa: E501, RUF001  (a paragraph is one line, as it is spoken and hashed)

from __future__ import annotations

from collections.abc import Mapping

TEXTS: Mapping[str, str] = {
    "undertaking": """\
Cyn i mi ddweud unrhyw beth wrthych, mae angen i mi ddarllen ymrwymiad i chi a gofyn a ydych yn cytuno iddo.

Mae’r hyn y gallaf ei ddweud wrthych yn gyfrinachol. Cewch ei ddefnyddio dim ond i’ch amddiffyn eich hun, neu i amddiffyn person neu blentyn sydd mewn perygl.

Rhaid i chi beidio â’i drosglwyddo na’i gyhoeddi. Mae hynny’n cynnwys teulu, ffrindiau a’r cyfryngau cymdeithasol. Os ydych yn meddwl bod angen i rywun arall wybod, siaradwch â ni yn gyntaf a byddwn yn cytuno ar hynny gyda chi.

Os byddwch yn ei drosglwyddo, neu’n ei ddefnyddio at unrhyw ddiben arall, gellir cymryd camau cyfreithiol yn eich erbyn. Gall hefyd fod yn drosedd o dan adran 170 o Ddeddf Diogelu Data 2018.

Ni fyddaf yn gadael dim gyda chi yn ysgrifenedig, a gofynnaf i chi beidio â’m recordio.

A ydych yn deall hyn? A ydych yn cytuno iddo, ac a wnewch chi lofnodi i ddweud hynny?""",
    "no_disclosure": """\
Rydym wedi gorffen edrych ar y pryder a godwyd gyda ni. Nid oes dim y gallwn ei ddatgelu i chi.

Ni allaf ddweud mwy na hynny. Rydym yn rhoi’r un ateb hwn p’un a yw’r heddlu’n dal unrhyw wybodaeth ai peidio, felly peidiwch â chymryd ei fod yn golygu’r naill na’r llall.

Nid yw’n golygu nad oes risg. Os ydych yn poeni amdanoch eich hun neu am rywun arall, mae eich pryder yn bwysig ac rydym am ei glywed.

Rhowch wybod i ni os bydd unrhyw beth yn newid. Cewch ofyn eto ar unrhyw adeg. Os oes unrhyw un mewn perygl, ffoniwch 999.""",
    "support": """\
Rydym yn cynnig cymorth i bawb, beth bynnag yw’r canlyniad. Gall cynghorydd annibynnol, nad yw’n gweithio i’r heddlu, siarad â chi am yr hyn sy’n digwydd a sut i fod yn fwy diogel. Nid oes rhaid i chi benderfynu dim heddiw.

A hoffech i ni drefnu hynny? Beth yw’r ffordd fwyaf diogel, a’r amser mwyaf diogel, i rywun gysylltu â chi?

Cewch newid eich meddwl ar unrhyw adeg, a chewch ddod yn ôl atom bob amser. Os oes unrhyw un mewn perygl, ffoniwch 999.""",
    "safety_words": """\
Dyma’r cynllun yr ydym yn ei wneud gyda chi, fel eich bod chi ac unrhyw un sydd gyda chi yn fwy diogel. Nid oes dim ynddo yn orchymyn. Chi sy’n adnabod eich bywyd orau, a byddwn yn newid y cynllun pryd bynnag y mynnwch.

Os oes unrhyw un mewn perygl, ffoniwch 999. Os na allwch siarad, peswch neu tapiwch y ffôn, a phwyswch 55 pan ofynnir i chi o ffôn symudol.""",
    "sign_answers": "Rwy’n cytuno ac yn llofnodi\nNid wyf yn cytuno",
    "sign_lines": """\
Enw, mewn priflythrennau
Llofnod
Dyddiad ac amser
Swyddog, a llofnod
Unrhyw un arall a oedd yn bresennol""",
}

# What frames the words on a paper that the recipient reads and signs.
FRAME: Mapping[str, str] = {
    "Undertaking": "Ymrwymiad",
    "The undertaking": "Yr ymrwymiad",
    "Your answer": "Eich ateb",
    "For the officer": "I’r swyddog",
    "Reference": "Cyfeirnod",
    "Read it, or have it read to you. Nothing is said before it is signed.": "Darllenwch ef, neu gofynnwch i rywun ei ddarllen i chi. Ni ddywedir dim cyn iddo gael ei lofnodi.",
}
