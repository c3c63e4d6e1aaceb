"""A process that loads the product once and forks a victim for each act.

It reads one act a line from its input, as JSON, and answers with one line. A victim
opens connections of its own, acts, and kills itself with SIGKILL before its n-th
statement, or at its n-th e-mail: whatever it had not committed is gone.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import signal
import sys
import uuid
from collections.abc import Callable
from typing import Any

import django

django.setup()

from django.db import connection  # noqa: E402  after setup
from django.test import Client  # noqa: E402
from django.urls import reverse  # noqa: E402

from accounts.models import User  # noqa: E402
from casework import mail_on_disk  # noqa: E402
from casework.actions.digests import send_digests  # noqa: E402
from casework.actions.outbox import send_due_mail  # noqa: E402
from casework.actions.reminders import remind_of_everything  # noqa: E402
from casework.models import Case, Delivery, DigestDay, Notification  # noqa: E402
from casework.moment import frozen, now  # noqa: E402
from casework.queries.invariants import faults_found  # noqa: E402
from tests.cast import make_cast  # noqa: E402
from tests.walks import walk_to  # noqa: E402

BACKEND = "django.contrib.auth.backends.ModelBackend"


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def kill_at(statement: int) -> Callable[..., Any]:
    """Dies before the given statement of this process, counted from 1."""
    seen = 0

    def wrapper(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        nonlocal seen
        seen += 1
        if seen == statement:
            die()
        return execute(sql, params, many, context)

    return wrapper


def kill_at_mail(number: int, *, after: bool) -> None:
    """Dies as the given e-mail is written, before or after it is there."""
    write, seen = mail_on_disk._write, 0

    def counted(message: Any) -> None:
        nonlocal seen
        seen += 1
        if seen == number and not after:
            die()
        write(message)
        if seen == number:
            die()

    mail_on_disk._write = counted


def setup(cases: int) -> dict[str, Any]:
    """People with addresses, and cases in research that came in now."""
    cast = make_cast()
    for person in User.objects.filter(unit=cast.unit):
        person.email = f"{person.username}@example.org"
        person.save(update_fields=["email"])
    made = [walk_to("research", cast.crew) for _ in range(cases)]
    Notification.objects.all().delete()
    Delivery.objects.all().delete()
    return {"cases": [case.reference for case in made]}


def give(reference: str, to: str, token: str) -> dict[str, Any]:
    """A supervisor's form, sent to the page that allocates a case."""
    client = Client()
    client.force_login(User.objects.get(username="supervisor"), backend=BACKEND)
    person = User.objects.get(username=to)
    form = {"to": person.pk, "reason": token, "submission": token}
    page = reverse("case_allocate", args=(reference,))
    return {"status": client.post(page, form).status_code}


def give_many(reference: str, count: int) -> dict[str, Any]:
    """Allocations one after the other; each is acknowledged when it is committed."""
    for number in range(count):
        token = str(uuid.uuid4())
        to = ("researcher", "decision_maker")[number % 2]
        if give(reference, to, token)["status"] == 302:
            sys.stdout.write(f"{token}\n")
            sys.stdout.flush()
    return {}


def mail(**_: Any) -> dict[str, Any]:
    return {"sent": send_due_mail(100)}


def remind(**_: Any) -> dict[str, Any]:
    return {"told": remind_of_everything()}


def digests(**_: Any) -> dict[str, Any]:
    return {"made": send_digests()}


def state(reference: str = "") -> dict[str, Any]:
    """What is there now."""
    case = Case.objects.filter(reference=reference).first()
    return {
        "reasons": list(
            case.assignments.exclude(reason="").values_list("reason", flat=True)
            if case
            else ()
        ),
        "events": list(
            case.audit_events.filter(verb="allocate").values_list("reason", flat=True)
            if case
            else ()
        ),
        "notices": Notification.objects.count(),
        "reminders": sorted(
            Notification.objects.filter(
                case=case, kind__startswith="limit"
            ).values_list("kind", "recipient__username")
        ),
        "mails": Delivery.objects.count(),
        "unsent": Delivery.objects.exclude(status="sent").count(),
        "files": len(list(mail_on_disk.folder().glob("*.eml"))),
        "digests": DigestDay.objects.count(),
        "faults": list(faults_found()),
    }


def worker(**_: Any) -> dict[str, Any]:
    """A Celery worker with its beat, as the product starts it."""
    from config.celery import app  # noqa: PLC0415  only this victim needs it

    options = ("--pool", "threads", "--concurrency", "2", "--loglevel", "ERROR")
    quiet = ("--without-gossip", "--without-mingle", "--beat")
    schedule = ("--schedule", os.environ["VAR_DIR"] + "/beat")
    app.worker_main(["worker", *options, *quiet, *schedule])
    return {}


ACTS: dict[str, Callable[..., dict[str, Any]]] = {
    "setup": setup,
    "give": give,
    "give_many": give_many,
    "mail": mail,
    "remind": remind,
    "digests": digests,
    "state": state,
    "worker": worker,
}


def perform(order: dict[str, Any]) -> None:
    """In the victim: act, write the answer, and end without any clean-up."""
    if at_mail := order.pop("kill_mail", 0):
        kill_at_mail(at_mail, after=order.pop("after", False))
    statement = order.pop("kill_at", 0)
    days, act = order.pop("days", 0), ACTS[order.pop("act")]
    moment = frozen(now() + dt.timedelta(days=days))
    with connection.execute_wrapper(kill_at(statement)), moment:
        answer = act(**order)
    sys.stdout.write(f"{json.dumps(answer)}\n")
    sys.stdout.flush()
    os._exit(0)


def main() -> None:
    """Fork a victim for each line; say how it ended after what it wrote."""
    # Every victim needs the addresses: loaded once, before any is forked.
    reverse("home")
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    for line in sys.stdin:
        order = json.loads(line)
        in_background = order.pop("background", False)
        victim = os.fork()
        if victim == 0:
            try:
                perform(order)
            except BaseException as problem:  # noqa: BLE001  the parent is told
                sys.stdout.write(f"failed {type(problem).__name__}: {problem}\n")
                sys.stdout.flush()
            os._exit(1)
        if in_background:
            sys.stdout.write(f"pid {victim}\n")
        else:
            code = os.waitstatus_to_exitcode(os.waitpid(victim, 0)[1])
            sys.stdout.write(f"end {code}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
