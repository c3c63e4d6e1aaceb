"""Adds the first administrator, who then adds everybody else in the pages."""

from __future__ import annotations

import getpass
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils import timezone

from accounts.models import RoleGrant, User
from accounts.roles import Role
from accounts.watchers import Verb, tell

THERE_IS_ONE = "There is an administrator already, who adds people at /admin/."


class Command(BaseCommand):
    """``add_administrator USERNAME "FULL NAME"``; asks for the password twice."""

    help = "Add the first administrator. Refused once there is one."

    def add_arguments(self, parser: CommandParser) -> None:
        """The person; the password is asked for, never an argument."""
        parser.add_argument("username")
        parser.add_argument("name")

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        """Add the person, their role and the events of both."""
        today = timezone.localdate()
        administrators = RoleGrant.objects.in_force(today).filter(
            role=Role.ADMINISTRATOR, user__is_active=True
        )
        if administrators.exists():
            raise CommandError(THERE_IS_ONE)
        person = User(username=options["username"], name=options["name"])
        try:
            person.set_password(_ask_password(person))
            person.full_clean()
        except ValidationError as problem:
            raise CommandError(" ".join(problem.messages)) from problem
        person.save()
        grant = RoleGrant.objects.create(user=person, role=Role.ADMINISTRATOR)
        tell(actor=None, subject=person, verb=Verb.ADDED, fields=["username", "name"])
        tell(actor=None, subject=person, verb=Verb.ROLE_GIVEN, fields=[grant.role])
        self.stdout.write(f"{person.username} can sign in and add people at /admin/.")


def _ask_password(person: User) -> str:
    password = getpass.getpass("Password: ")
    if getpass.getpass("Password again: ") != password:
        raise CommandError("The two passwords are not the same.")
    validate_password(password, person)
    return password
