"""``python -m bench.seed --cases N``: fill a database of its own up to N cases."""

from __future__ import annotations

import argparse
import datetime as dt
import json
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from bench import rows
from bench.services import started

if TYPE_CHECKING:
    from accounts.models import User

UNITS = 12
BUSY_UNIT = "Bench unit 1"
Say = Callable[[str], None]


def be_quiet(_line: str) -> None:
    """Say nothing."""


def make_people() -> tuple[list[int], dict[int, list[int]]]:
    """The units, the busy one first, and who of each unit carries cases."""
    from accounts.models import RoleGrant, Unit, User  # noqa: PLC0415  after setup
    from accounts.roles import Role  # noqa: PLC0415  the same

    jobs = {
        "researcher": (Role.RESEARCHER,),
        "decider": (Role.DECISION_MAKER,),
        "supervisor": (Role.SUPERVISOR,),
    }
    crew: dict[int, list[int]] = {}
    for number in range(1, UNITS + 1):
        unit, _ = Unit.objects.get_or_create(
            name=f"Bench unit {number}",
            defaults={"force_name": "Benchshire", "force_code": "97"},
        )
        crew[unit.pk] = []
        for job, roles in jobs.items():
            user, fresh = User.objects.get_or_create(
                username=f"bench_{job}_{number}",
                defaults={"name": f"Bench {job.title()} {number}", "unit": unit},
            )
            crew[unit.pk].append(user.pk)
            for role in roles if fresh else ():
                RoleGrant.objects.create(
                    user=user, role=role, valid_from=dt.date(2020, 1, 1)
                )
    return list(crew), crew


def bench_user(job: str) -> User:
    """The person of the busy unit who holds ``job``."""
    from accounts.models import User  # noqa: PLC0415  after setup

    return User.objects.get(username=f"bench_{job}_1")


def seed(cases: int, at: dt.datetime, say: Say = be_quiet) -> None:
    """Add ``cases`` cases as they stand at ``at``; statistics are fresh afterwards.

    Triggers are off in this transaction, so the role must be a superuser, as the
    embedded server's is.
    """
    from django.db import connection, transaction  # noqa: PLC0415  after setup

    units, crew = make_people()
    with transaction.atomic(), connection.cursor() as cursor:
        facts = _facts(cursor, cases, at, units, crew)
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute("DROP TABLE IF EXISTS plan")
        cursor.execute(rows.PLAN, facts)
        cursor.execute("ANALYZE plan")
        for statement in rows.STATEMENTS:
            _run(cursor, statement, facts, say)
        cursor.execute("ANALYZE casework_stagevisit")
        for statement in rows.AFTER_ANALYZE:
            _run(cursor, statement, facts, say)
        cursor.execute("SET LOCAL session_replication_role = origin")
        for table in ("casework_case", "casework_person"):
            cursor.execute(
                f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), max(id))"  # noqa: S608  a name of this module
                f" FROM {table}"
            )
        for table in rows.TABLES:
            cursor.execute(f"ANALYZE {table}")
        cursor.execute("DROP TABLE plan")


def _run(cursor: Any, statement: str, facts: dict[str, Any], say: Say) -> None:
    began = time.perf_counter()
    cursor.execute(statement, facts)
    table = statement.split("INTO", 1)[1].split("(", 1)[0].strip()
    say(
        f"  {table:<28}{cursor.rowcount:>10,} rows {time.perf_counter() - began:7.1f} s"
    )


def _facts(
    cursor: Any,
    cases: int,
    at: dt.datetime,
    units: list[int],
    crew: dict[int, list[int]],
) -> dict[str, Any]:
    cursor.execute("SELECT coalesce(max(id), 0) + 1 FROM casework_case")
    first = cursor.fetchone()[0]
    cursor.execute("SELECT coalesce(max(id), 0) FROM casework_person")
    people = cursor.fetchone()[0]
    cursor.execute("SELECT year, last FROM casework_referencesequence")
    sequences = {str(year): last for year, last in cursor.fetchall()}
    return {
        "cases": cases,
        "at": at,
        "first": first,
        "people": people,
        "units": units,
        "crew": json.dumps({str(unit): members for unit, members in crew.items()}),
        "sequences": json.dumps(sequences),
    }


def fill_to(cases: int, say: Say = be_quiet) -> int:
    """Seed what is missing to ``cases``; returns how many there are."""
    from django.db import connection  # noqa: PLC0415  after setup

    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM casework_case")
        there = int(cursor.fetchone()[0])
    if there < cases:
        say(f"Seeding {cases - there:,} cases beside {there:,}")
        seed(cases - there, dt.datetime.now(dt.UTC).replace(minute=0), say)
        with connection.cursor() as cursor:
            cursor.execute("VACUUM (ANALYZE)")
    return max(there, cases)


def take_back_moves() -> None:
    """Let a further run make the same moves again."""
    from django.db import connection, transaction  # noqa: PLC0415  after setup

    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(rows.MOVED)
        moved = [pk for (pk,) in cursor.fetchall()]
        for statement in rows.TAKE_BACK:
            cursor.execute(statement, [moved])


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m bench.seed", description=__doc__)
    parser.add_argument("--cases", type=int, default=10_000)
    wanted = parser.parse_args()
    with started(wanted.cases):
        began = time.perf_counter()
        there = fill_to(wanted.cases, print)
        print(f"{there:,} cases, {time.perf_counter() - began:.0f} s")


if __name__ == "__main__":
    main()
