"""The people on the form: applicant, person at risk, subject."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from casework.forms.text_fields import tidy_postcode
from disclosure.website.answers import Answers
from disclosure.website.contact import Email, Phone, read_email, read_phone
from disclosure.website.dates import BirthDate, read_birth_date
from disclosure.website.names import Name, OtherName, read_name, read_other_names
from disclosure.website.words import is_nothing

LONGEST_AGE = 60
LONGEST_TOWN = 120


@dataclass(frozen=True)
class Address:
    """An address; ``postcode`` is tidy, or empty when it has no postcode's shape."""

    line1: str = ""
    town: str = ""
    postcode: str = ""
    postcode_typed: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether nothing of it was given."""
        return not (self.line1 or self.town or self.postcode_typed)

    @property
    def finds_a_home(self) -> bool:
        """Whether it names a street or a postcode, not only a town."""
        return bool(self.line1 or self.postcode)


@dataclass(frozen=True)
class Person:
    """Somebody on the form. The form does not ask everything of everybody.

    ``other_names`` are earlier names and aliases; ``age_typed`` is what was written
    where the date of birth is not known.
    """

    name: Name
    birth: BirthDate
    other_names: tuple[OtherName, ...]
    address: Address
    previous_addresses: tuple[Address, ...]
    phone: Phone
    email: Email
    age_typed: str


def read_person(answers: Answers, *, today: date) -> Person:
    """The person in one part of the form; ``today`` is the day the form was sent."""
    previous = map(read_address, answers.each("previous_addresses"))
    earlier = read_other_names(answers, "previous_names")
    aliases = read_other_names(answers, "also_known_as")
    age = answers.line("age_if_dob_not_known", longest=LONGEST_AGE)
    return Person(
        name=read_name(answers),
        birth=read_birth_date(answers, today=today),
        other_names=earlier + aliases,
        address=read_address(answers.part("address")),
        previous_addresses=tuple(each for each in previous if not each.is_empty),
        phone=read_phone(answers),
        email=read_email(answers),
        age_typed="" if is_nothing(age) else age,
    )


def read_address(answers: Answers) -> Address:
    """The address in one part of the form."""
    typed = answers.line("postcode")
    try:
        postcode = tidy_postcode(typed)
    except ValueError:
        postcode = ""
    town = answers.line("town", longest=LONGEST_TOWN)
    return Address(answers.line("line1"), town, postcode, typed)
