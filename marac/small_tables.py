"""The IDVA's contact, a transfer and a flag as tables. Source: marac A4.5 to A4.7."""

from __future__ import annotations

from django.db import models
from django_fsm import FSMField

from casework.policy import Capability as May
from casework.workflow.moves import move
from casework.workflow.tracks import TrackModel
from marac import contact_facts as reach
from marac import flag_facts as flagged
from marac import transfer_facts as pack
from marac.states import Contact, Flagging, Handover

REACHING = (Contact.ALLOCATED, Contact.ATTEMPTING)
UNREPRESENTED = (*REACHING, Contact.CONTACTED, Contact.NO_SAFE_CONTACT,
                 Contact.DECLINED, Contact.REPRESENTED)  # fmt: skip


class ContactFlow(TrackModel):
    """The IDVA's contact with the person at risk (A4.5)."""

    STATES = Contact
    state = FSMField(choices=Contact.choices, default=Contact.ALLOCATED, protected=True)
    feedback = models.TextField("what they were told, and how", blank=True)
    feedback_unsafe = models.TextField("why it is not safe to tell them", blank=True)

    class Meta:
        abstract = True

    # fmt: off
    @move(Contact.ALLOCATED, to=Contact.ATTEMPTING, by=May.REPRESENT,
          when=[reach.attempt_recorded])
    def begin_attempts(self) -> None:
        """The first attempt was made (I1)."""

    @move(REACHING, to=Contact.CONTACTED, by=May.REPRESENT,
          when=[reach.contact_made])
    def make_contact(self) -> None:
        """They were reached safely (I2)."""

    @move(REACHING, to=Contact.NO_SAFE_CONTACT, by=May.REPRESENT,
          when=[reach.attempt_recorded])
    def find_no_safe_way(self) -> None:
        """There is no safe way to reach them; say why (I3)."""

    @move((*REACHING, Contact.CONTACTED), to=Contact.DECLINED, by=May.REPRESENT,
          when=[reach.contact_made])
    def record_declined(self) -> None:
        """They do not want support (I4)."""

    @move((*REACHING, Contact.CONTACTED, Contact.NO_SAFE_CONTACT, Contact.DECLINED),
          to=Contact.VIEWS_RECORDED, by=May.REPRESENT, when=[reach.views_written])
    def record_views(self) -> None:
        """What they want, and what must not be said or done (I5)."""

    @move(Contact.VIEWS_RECORDED, to=Contact.REPRESENTED, by=May.BY_ITSELF,
          when=[reach.case_was_heard])
    def represent(self) -> None:
        """Their views were heard at the meeting (I6)."""

    @move(UNREPRESENTED, to=Contact.FEEDBACK_DUE, by=May.BY_ITSELF,
          when=[reach.case_was_heard])
    def owe_feedback(self) -> None:
        """The case was heard: they are to be told, if it is safe (I7)."""

    @move(Contact.FEEDBACK_DUE, to=Contact.FEEDBACK_GIVEN, by=May.REPRESENT)
    def give_feedback(self, *, feedback: str) -> None:
        """They were told by a safe way (I8)."""
        self.feedback = feedback

    @move(Contact.FEEDBACK_DUE, to=Contact.FEEDBACK_UNSAFE, by=May.REPRESENT)
    def find_feedback_unsafe(self, *, feedback_unsafe: str) -> None:
        """Telling them is not safe; say why (I9)."""
        self.feedback_unsafe = feedback_unsafe
    # fmt: on


class TransferFlow(TrackModel):
    """A transfer between MARACs (A4.6)."""

    STATES = Handover
    state = FSMField(
        choices=Handover.choices, default=Handover.PROPOSED, protected=True
    )

    class Meta:
        abstract = True

    # fmt: off
    @move(Handover.PROPOSED, to=Handover.PACK_BUILT, by=May.TRANSFER,
          when=[pack.address_may_be_held, pack.sender_asked, pack.papers_attached])
    def build_pack(self) -> None:
        """Minutes, action plan and the sender's answers are together (T1)."""

    @move(Handover.PACK_BUILT, to=Handover.SENT, by=May.TRANSFER,
          when=[pack.workers_spoke])
    def send_pack(self) -> None:
        """Sent; it is to be acknowledged within a working day (T2)."""

    @move((Handover.SENT, Handover.QUERIED), to=Handover.RECEIVED, by=May.TRANSFER)
    def acknowledge_pack(self) -> None:
        """The other coordinator has it, or has the missing paper now (T3)."""

    @move(Handover.RECEIVED, to=Handover.TAKEN, by=May.TRANSFER)
    def take_case(self) -> None:
        """The other MARAC takes the case on (T4)."""

    @move(Handover.RECEIVED, to=Handover.QUERIED, by=May.TRANSFER)
    def ask_for_paper(self) -> None:
        """Something is missing; say what (T5)."""

    @move(Handover.RECEIVED, to=Handover.REFUSED, by=May.TRANSFER)
    def refuse_case(self) -> None:
        """The other MARAC does not take it; say why (T6)."""

    @move((Handover.TAKEN, Handover.REFUSED), to=Handover.CLOSED, by=May.TRANSFER)
    def close_transfer(self) -> None:
        """Both sides know how it ended (T7)."""
    # fmt: on


class FlagFlow(TrackModel):
    """An agency's flag on its own files (A4.7)."""

    STATES = Flagging
    state = FSMField(
        choices=Flagging.choices, default=Flagging.REQUESTED, protected=True
    )
    until = models.DateField()
    kept_because = models.TextField(blank=True)

    class Meta:
        abstract = True

    # fmt: off
    @move((Flagging.REQUESTED, Flagging.REFRESHED), to=Flagging.SET, by=May.FLAG)
    def confirm_set(self) -> None:
        """The agency has flagged its files (F1)."""

    @move((Flagging.SET, Flagging.LAPSE_NOTICE, Flagging.TO_REMOVE),
          to=Flagging.REFRESHED, by=May.BY_ITSELF, when=[flagged.repeat_came])
    def refresh(self) -> None:
        """A repeat came: the months begin anew (F2)."""
        self.until = flagged.newest_until(self)

    @move((Flagging.SET, Flagging.REQUESTED), to=Flagging.LAPSE_NOTICE,
          by=May.BY_ITSELF, when=[flagged.lapses_soon])
    def announce_lapse(self) -> None:
        """The months are nearly over (F3)."""

    @move(Flagging.LAPSE_NOTICE, to=Flagging.TO_REMOVE, by=May.BY_ITSELF,
          when=[flagged.window_over])
    def ask_removal(self) -> None:
        """The months are over: the agency removes its flag (F4)."""

    @move(Flagging.TO_REMOVE, to=Flagging.REMOVED, by=May.FLAG)
    def confirm_removal(self) -> None:
        """The agency has removed it (F5)."""

    @move((Flagging.LAPSE_NOTICE, Flagging.TO_REMOVE), to=Flagging.RETAINED,
          by=May.FLAG)
    def keep_flag(self, *, kept_because: str) -> None:
        """The agency keeps its flag; say why (F6)."""
        self.kept_because = kept_because
    # fmt: on
