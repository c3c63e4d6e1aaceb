"""Sarah's Law: its case, its facts and its settings rows."""

from __future__ import annotations

from typing import Any

import django.db.models.deletion
import django_fsm
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

from casework.actions.settings_rows import load_defaults
from casework.drawn_once import DrawnOnce
from disclosure.actions.wording import load_shipped_words
from disclosure.sarahs_law.scheme import SARAHS_LAW


def load(apps: Any, _schema_editor: Any) -> None:
    load_defaults(SARAHS_LAW, apps)
    load_shipped_words(SARAHS_LAW.key, apps.get_model("disclosure", "Paragraph"))


class Migration(migrations.Migration):
    dependencies = [
        ("casework", "0012_reminder_rows"),
        ("disclosure", "0017_reminders"),
        ("pghistory", "0007_auto_20250421_0444"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterField(
            model_name="clareslawcase",
            name="state",
            field=django_fsm.FSMField(
                default="received", max_length=50, protected=True
            ),
        ),
        DrawnOnce(
            [
                migrations.CreateModel(
                    name="Access",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("at", models.DateTimeField()),
                        (
                            "way",
                            models.CharField(
                                max_length=40, verbose_name="kind of access"
                            ),
                        ),
                        (
                            "frequency",
                            models.CharField(max_length=40, verbose_name="how often"),
                        ),
                        (
                            "supervised",
                            models.CharField(
                                choices=[
                                    ("yes", "Yes"),
                                    ("no", "No"),
                                    ("unknown", "Not known yet"),
                                ],
                                max_length=10,
                                verbose_name="is it supervised",
                            ),
                        ),
                        (
                            "overnight",
                            models.CharField(
                                choices=[
                                    ("yes", "Yes"),
                                    ("no", "No"),
                                    ("unknown", "Not known yet"),
                                ],
                                max_length=10,
                                verbose_name="is it overnight",
                            ),
                        ),
                        (
                            "online",
                            models.CharField(
                                choices=[
                                    ("yes", "Yes"),
                                    ("no", "No"),
                                    ("unknown", "Not known yet"),
                                ],
                                max_length=10,
                                verbose_name="is it online",
                            ),
                        ),
                        (
                            "since",
                            models.CharField(
                                max_length=300,
                                verbose_name="since when, and what is planned",
                            ),
                        ),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="accesses",
                                to="casework.case",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("at", "id"),
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="AccessEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        ("at", models.DateTimeField()),
                        (
                            "way",
                            models.CharField(
                                max_length=40, verbose_name="kind of access"
                            ),
                        ),
                        (
                            "frequency",
                            models.CharField(max_length=40, verbose_name="how often"),
                        ),
                        (
                            "supervised",
                            models.CharField(
                                choices=[
                                    ("yes", "Yes"),
                                    ("no", "No"),
                                    ("unknown", "Not known yet"),
                                ],
                                max_length=10,
                                verbose_name="is it supervised",
                            ),
                        ),
                        (
                            "overnight",
                            models.CharField(
                                choices=[
                                    ("yes", "Yes"),
                                    ("no", "No"),
                                    ("unknown", "Not known yet"),
                                ],
                                max_length=10,
                                verbose_name="is it overnight",
                            ),
                        ),
                        (
                            "online",
                            models.CharField(
                                choices=[
                                    ("yes", "Yes"),
                                    ("no", "No"),
                                    ("unknown", "Not known yet"),
                                ],
                                max_length=10,
                                verbose_name="is it online",
                            ),
                        ),
                        (
                            "since",
                            models.CharField(
                                max_length=300,
                                verbose_name="since when, and what is planned",
                            ),
                        ),
                        (
                            "by",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "case",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="casework.case",
                            ),
                        ),
                        (
                            "pgh_context",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="pghistory.context",
                            ),
                        ),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="events",
                                to="disclosure.access",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="CallBack",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("at", models.DateTimeField()),
                        (
                            "called_at",
                            models.DateTimeField(verbose_name="when they were told"),
                        ),
                        (
                            "signpost",
                            models.CharField(
                                choices=[
                                    ("dbs", "Disclosure and Barring Service"),
                                    (
                                        "records",
                                        "Subject access or freedom of information",
                                    ),
                                    ("partner_scheme", "The scheme for partners"),
                                    ("open_case", "The case that is open already"),
                                    ("social_care", "Children's social care"),
                                    ("other_force", "The police where the child lives"),
                                    ("advice", "Advice on keeping children safe"),
                                ],
                                max_length=20,
                                verbose_name="where they were sent",
                            ),
                        ),
                        (
                            "said",
                            models.TextField(
                                verbose_name="what was said, and their answer"
                            ),
                        ),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="call_backs",
                                to="casework.case",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("at", "id"),
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="CallBackEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        ("at", models.DateTimeField()),
                        (
                            "called_at",
                            models.DateTimeField(verbose_name="when they were told"),
                        ),
                        (
                            "signpost",
                            models.CharField(
                                choices=[
                                    ("dbs", "Disclosure and Barring Service"),
                                    (
                                        "records",
                                        "Subject access or freedom of information",
                                    ),
                                    ("partner_scheme", "The scheme for partners"),
                                    ("open_case", "The case that is open already"),
                                    ("social_care", "Children's social care"),
                                    ("other_force", "The police where the child lives"),
                                    ("advice", "Advice on keeping children safe"),
                                ],
                                max_length=20,
                                verbose_name="where they were sent",
                            ),
                        ),
                        (
                            "said",
                            models.TextField(
                                verbose_name="what was said, and their answer"
                            ),
                        ),
                        (
                            "by",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "case",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="casework.case",
                            ),
                        ),
                        (
                            "pgh_context",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="pghistory.context",
                            ),
                        ),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="events",
                                to="disclosure.callback",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="ChildFacts",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("at", models.DateTimeField()),
                        (
                            "description",
                            models.CharField(
                                blank=True,
                                max_length=300,
                                verbose_name="children of a description",
                            ),
                        ),
                        (
                            "is_unborn",
                            models.BooleanField(
                                verbose_name="the child is not born yet"
                            ),
                        ),
                        (
                            "applicant_is",
                            models.CharField(
                                blank=True,
                                max_length=40,
                                verbose_name="the applicant is",
                            ),
                        ),
                        (
                            "subject_is",
                            models.CharField(
                                max_length=40, verbose_name="the subject is"
                            ),
                        ),
                        (
                            "lives_with",
                            models.CharField(
                                max_length=200, verbose_name="whom the child lives with"
                            ),
                        ),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="children_described",
                                to="casework.case",
                            ),
                        ),
                        (
                            "child",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="casework.person",
                                verbose_name="the child",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("at", "id"),
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="ChildFactsEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        ("at", models.DateTimeField()),
                        (
                            "description",
                            models.CharField(
                                blank=True,
                                max_length=300,
                                verbose_name="children of a description",
                            ),
                        ),
                        (
                            "is_unborn",
                            models.BooleanField(
                                verbose_name="the child is not born yet"
                            ),
                        ),
                        (
                            "applicant_is",
                            models.CharField(
                                blank=True,
                                max_length=40,
                                verbose_name="the applicant is",
                            ),
                        ),
                        (
                            "subject_is",
                            models.CharField(
                                max_length=40, verbose_name="the subject is"
                            ),
                        ),
                        (
                            "lives_with",
                            models.CharField(
                                max_length=200, verbose_name="whom the child lives with"
                            ),
                        ),
                        (
                            "by",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "case",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="casework.case",
                            ),
                        ),
                        (
                            "child",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="casework.person",
                                verbose_name="the child",
                            ),
                        ),
                        (
                            "pgh_context",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="pghistory.context",
                            ),
                        ),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="events",
                                to="disclosure.childfacts",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="ChildWords",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("at", models.DateTimeField()),
                        (
                            "words",
                            models.TextField(verbose_name="the child's own words"),
                        ),
                        (
                            "heard_by",
                            models.CharField(
                                max_length=200, verbose_name="who heard or saw it"
                            ),
                        ),
                        (
                            "heard_on",
                            models.CharField(
                                max_length=200, verbose_name="when and where"
                            ),
                        ),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="child_words",
                                to="casework.case",
                            ),
                        ),
                        (
                            "child",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="casework.person",
                                verbose_name="the child",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("at", "id"),
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="ChildWordsEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        ("at", models.DateTimeField()),
                        (
                            "words",
                            models.TextField(verbose_name="the child's own words"),
                        ),
                        (
                            "heard_by",
                            models.CharField(
                                max_length=200, verbose_name="who heard or saw it"
                            ),
                        ),
                        (
                            "heard_on",
                            models.CharField(
                                max_length=200, verbose_name="when and where"
                            ),
                        ),
                        (
                            "by",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "case",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="casework.case",
                            ),
                        ),
                        (
                            "child",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="casework.person",
                                verbose_name="the child",
                            ),
                        ),
                        (
                            "pgh_context",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="pghistory.context",
                            ),
                        ),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="events",
                                to="disclosure.childwords",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="ClosingRecord",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("at", models.DateTimeField()),
                        (
                            "record_updated",
                            models.CharField(
                                max_length=10,
                                verbose_name="subject's record and intelligence",
                            ),
                        ),
                        (
                            "record_reference",
                            models.CharField(
                                max_length=200, verbose_name="its reference, or why not"
                            ),
                        ),
                        (
                            "is_registered",
                            models.BooleanField(
                                verbose_name="the subject is on the register"
                            ),
                        ),
                        (
                            "retention_group",
                            models.CharField(
                                max_length=10, verbose_name="how long it is kept"
                            ),
                        ),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="closing_records",
                                to="casework.case",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("at", "id"),
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="ClosingRecordEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        ("at", models.DateTimeField()),
                        (
                            "record_updated",
                            models.CharField(
                                max_length=10,
                                verbose_name="subject's record and intelligence",
                            ),
                        ),
                        (
                            "record_reference",
                            models.CharField(
                                max_length=200, verbose_name="its reference, or why not"
                            ),
                        ),
                        (
                            "is_registered",
                            models.BooleanField(
                                verbose_name="the subject is on the register"
                            ),
                        ),
                        (
                            "retention_group",
                            models.CharField(
                                max_length=10, verbose_name="how long it is kept"
                            ),
                        ),
                        (
                            "by",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "case",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="casework.case",
                            ),
                        ),
                        (
                            "pgh_context",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="pghistory.context",
                            ),
                        ),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="events",
                                to="disclosure.closingrecord",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="EarlyRisk",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("at", models.DateTimeField()),
                        (
                            "is_immediate",
                            models.BooleanField(
                                verbose_name="a child may be in danger now"
                            ),
                        ),
                        ("reason", models.TextField(verbose_name="why")),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="early_risks",
                                to="casework.case",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("at", "id"),
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="EarlyRiskEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        ("at", models.DateTimeField()),
                        (
                            "is_immediate",
                            models.BooleanField(
                                verbose_name="a child may be in danger now"
                            ),
                        ),
                        ("reason", models.TextField(verbose_name="why")),
                        (
                            "by",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "case",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="casework.case",
                            ),
                        ),
                        (
                            "pgh_context",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="pghistory.context",
                            ),
                        ),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="events",
                                to="disclosure.earlyrisk",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="ManagerConsult",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("at", models.DateTimeField()),
                        (
                            "is_managed",
                            models.CharField(
                                choices=[("yes", "Yes"), ("no", "No")],
                                max_length=3,
                                verbose_name="is the subject MAPPA-managed",
                            ),
                        ),
                        (
                            "manager",
                            models.CharField(
                                blank=True,
                                max_length=200,
                                verbose_name="public protection manager",
                            ),
                        ),
                        (
                            "reply",
                            models.TextField(
                                blank=True, verbose_name="what they replied"
                            ),
                        ),
                        (
                            "reference",
                            models.CharField(
                                blank=True,
                                max_length=120,
                                verbose_name="their reference",
                            ),
                        ),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="manager_consults",
                                to="casework.case",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("at", "id"),
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="ManagerConsultEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        ("at", models.DateTimeField()),
                        (
                            "is_managed",
                            models.CharField(
                                choices=[("yes", "Yes"), ("no", "No")],
                                max_length=3,
                                verbose_name="is the subject MAPPA-managed",
                            ),
                        ),
                        (
                            "manager",
                            models.CharField(
                                blank=True,
                                max_length=200,
                                verbose_name="public protection manager",
                            ),
                        ),
                        (
                            "reply",
                            models.TextField(
                                blank=True, verbose_name="what they replied"
                            ),
                        ),
                        (
                            "reference",
                            models.CharField(
                                blank=True,
                                max_length=120,
                                verbose_name="their reference",
                            ),
                        ),
                        (
                            "by",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "case",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="casework.case",
                            ),
                        ),
                        (
                            "pgh_context",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="pghistory.context",
                            ),
                        ),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="events",
                                to="disclosure.managerconsult",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="ParentFacts",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("at", models.DateTimeField()),
                        (
                            "is_to_child",
                            models.CharField(
                                max_length=40, verbose_name="what they are to the child"
                            ),
                        ),
                        (
                            "has_responsibility",
                            models.CharField(
                                choices=[
                                    ("yes", "Yes"),
                                    ("no", "No"),
                                    ("unknown", "Not known yet"),
                                ],
                                max_length=10,
                                verbose_name="has parental responsibility",
                            ),
                        ),
                        (
                            "orders",
                            models.CharField(
                                blank=True,
                                max_length=300,
                                verbose_name="court orders and contact arrangements",
                            ),
                        ),
                        (
                            "knows",
                            models.CharField(
                                choices=[
                                    ("yes", "Yes"),
                                    ("no", "No"),
                                    ("unknown", "Not known yet"),
                                ],
                                max_length=10,
                                verbose_name="knows of the application",
                            ),
                        ),
                        (
                            "note",
                            models.TextField(
                                blank=True, verbose_name="what this means for contact"
                            ),
                        ),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="parent_facts",
                                to="casework.case",
                            ),
                        ),
                        (
                            "parent",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="casework.person",
                                verbose_name="the parent or carer",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("at", "id"),
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="ParentFactsEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        ("at", models.DateTimeField()),
                        (
                            "is_to_child",
                            models.CharField(
                                max_length=40, verbose_name="what they are to the child"
                            ),
                        ),
                        (
                            "has_responsibility",
                            models.CharField(
                                choices=[
                                    ("yes", "Yes"),
                                    ("no", "No"),
                                    ("unknown", "Not known yet"),
                                ],
                                max_length=10,
                                verbose_name="has parental responsibility",
                            ),
                        ),
                        (
                            "orders",
                            models.CharField(
                                blank=True,
                                max_length=300,
                                verbose_name="court orders and contact arrangements",
                            ),
                        ),
                        (
                            "knows",
                            models.CharField(
                                choices=[
                                    ("yes", "Yes"),
                                    ("no", "No"),
                                    ("unknown", "Not known yet"),
                                ],
                                max_length=10,
                                verbose_name="knows of the application",
                            ),
                        ),
                        (
                            "note",
                            models.TextField(
                                blank=True, verbose_name="what this means for contact"
                            ),
                        ),
                        (
                            "by",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "case",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="casework.case",
                            ),
                        ),
                        (
                            "parent",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="casework.person",
                                verbose_name="the parent or carer",
                            ),
                        ),
                        (
                            "pgh_context",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="pghistory.context",
                            ),
                        ),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="events",
                                to="disclosure.parentfacts",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Presumption",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("at", models.DateTimeField()),
                        (
                            "is_convicted",
                            models.BooleanField(
                                verbose_name="convicted or cautioned for a sexual offence against a child"
                            ),
                        ),
                        (
                            "poses_risk",
                            models.BooleanField(
                                verbose_name="poses a risk of harm to this child"
                            ),
                        ),
                        (
                            "serious_risk",
                            models.BooleanField(
                                verbose_name="reasonable cause to believe in a risk of serious harm"
                            ),
                        ),
                        (
                            "is_necessary",
                            models.BooleanField(
                                verbose_name="telling is necessary to protect the child"
                            ),
                        ),
                        (
                            "is_proportionate",
                            models.BooleanField(
                                verbose_name="telling is proportionate"
                            ),
                        ),
                        ("reason", models.TextField(verbose_name="why these answers")),
                        (
                            "why_not",
                            models.TextField(
                                blank=True,
                                verbose_name="why nothing is disclosed in spite of the presumption",
                            ),
                        ),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="presumptions",
                                to="casework.case",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("at", "id"),
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="PresumptionEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        ("at", models.DateTimeField()),
                        (
                            "is_convicted",
                            models.BooleanField(
                                verbose_name="convicted or cautioned for a sexual offence against a child"
                            ),
                        ),
                        (
                            "poses_risk",
                            models.BooleanField(
                                verbose_name="poses a risk of harm to this child"
                            ),
                        ),
                        (
                            "serious_risk",
                            models.BooleanField(
                                verbose_name="reasonable cause to believe in a risk of serious harm"
                            ),
                        ),
                        (
                            "is_necessary",
                            models.BooleanField(
                                verbose_name="telling is necessary to protect the child"
                            ),
                        ),
                        (
                            "is_proportionate",
                            models.BooleanField(
                                verbose_name="telling is proportionate"
                            ),
                        ),
                        ("reason", models.TextField(verbose_name="why these answers")),
                        (
                            "why_not",
                            models.TextField(
                                blank=True,
                                verbose_name="why nothing is disclosed in spite of the presumption",
                            ),
                        ),
                        (
                            "by",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "case",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="casework.case",
                            ),
                        ),
                        (
                            "pgh_context",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="pghistory.context",
                            ),
                        ),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="events",
                                to="disclosure.presumption",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Recipient",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("at", models.DateTimeField()),
                        (
                            "who",
                            models.CharField(
                                max_length=200, verbose_name="who is told"
                            ),
                        ),
                        (
                            "why",
                            models.TextField(
                                verbose_name="why they can protect the child"
                            ),
                        ),
                        (
                            "words",
                            models.TextField(verbose_name="words to be spoken to them"),
                        ),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="recipients",
                                to="casework.case",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("at", "id"),
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="RecipientEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        ("at", models.DateTimeField()),
                        (
                            "who",
                            models.CharField(
                                max_length=200, verbose_name="who is told"
                            ),
                        ),
                        (
                            "why",
                            models.TextField(
                                verbose_name="why they can protect the child"
                            ),
                        ),
                        (
                            "words",
                            models.TextField(verbose_name="words to be spoken to them"),
                        ),
                        (
                            "by",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "case",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="casework.case",
                            ),
                        ),
                        (
                            "pgh_context",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="pghistory.context",
                            ),
                        ),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="events",
                                to="disclosure.recipient",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="RecipientTold",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("at", models.DateTimeField()),
                        (
                            "result",
                            models.CharField(
                                choices=[
                                    ("signed", "Told; the undertaking is signed"),
                                    ("declined", "They declined; nothing was said"),
                                    (
                                        "refused",
                                        "They refused the undertaking; nothing was said",
                                    ),
                                    ("unsafe", "They cannot be told safely"),
                                    ("taken_out", "Taken out before the decision"),
                                ],
                                max_length=12,
                                verbose_name="what happened",
                            ),
                        ),
                        ("told_at", models.DateTimeField(verbose_name="when")),
                        (
                            "place",
                            models.CharField(
                                blank=True, max_length=200, verbose_name="where"
                            ),
                        ),
                        (
                            "identity_checked",
                            models.CharField(
                                blank=True,
                                max_length=200,
                                verbose_name="how they were identified",
                            ),
                        ),
                        (
                            "note",
                            models.TextField(
                                verbose_name="questions, reaction and what was agreed"
                            ),
                        ),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="tellings",
                                to="casework.case",
                            ),
                        ),
                        (
                            "recipient",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="tellings",
                                to="disclosure.recipient",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("at", "id"),
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="RecipientToldEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        ("at", models.DateTimeField()),
                        (
                            "result",
                            models.CharField(
                                choices=[
                                    ("signed", "Told; the undertaking is signed"),
                                    ("declined", "They declined; nothing was said"),
                                    (
                                        "refused",
                                        "They refused the undertaking; nothing was said",
                                    ),
                                    ("unsafe", "They cannot be told safely"),
                                    ("taken_out", "Taken out before the decision"),
                                ],
                                max_length=12,
                                verbose_name="what happened",
                            ),
                        ),
                        ("told_at", models.DateTimeField(verbose_name="when")),
                        (
                            "place",
                            models.CharField(
                                blank=True, max_length=200, verbose_name="where"
                            ),
                        ),
                        (
                            "identity_checked",
                            models.CharField(
                                blank=True,
                                max_length=200,
                                verbose_name="how they were identified",
                            ),
                        ),
                        (
                            "note",
                            models.TextField(
                                verbose_name="questions, reaction and what was agreed"
                            ),
                        ),
                        (
                            "by",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "case",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="casework.case",
                            ),
                        ),
                        (
                            "pgh_context",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="pghistory.context",
                            ),
                        ),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="events",
                                to="disclosure.recipienttold",
                            ),
                        ),
                        (
                            "recipient",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="disclosure.recipient",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="SarahsLawCase",
                    fields=[
                        (
                            "case_ptr",
                            models.OneToOneField(
                                auto_created=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                parent_link=True,
                                primary_key=True,
                                serialize=False,
                                to="casework.case",
                            ),
                        ),
                        (
                            "state",
                            django_fsm.FSMField(
                                default="received", max_length=50, protected=True
                            ),
                        ),
                        ("decided_at", models.DateTimeField(blank=True, null=True)),
                        ("disclosed_at", models.DateTimeField(blank=True, null=True)),
                        ("told_at", models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "state__in",
                                        [
                                            "received",
                                            "initial_checks",
                                            "scope_review",
                                            "awaiting_meeting",
                                            "research",
                                            "decision_draft",
                                            "awaiting_review",
                                            "representations",
                                            "disclosure_planning",
                                            "disclosure_in_progress",
                                            "undertaking_refused",
                                            "no_disclosure_contact",
                                            "aftercare",
                                            "transfer_pending",
                                            "closed",
                                        ],
                                    )
                                ),
                                name="sarahs_law_state_is_known",
                            )
                        ],
                    },
                    bases=(
                        django_fsm.ConcurrentTransitionMixin,
                        "casework.case",
                        models.Model,
                    ),
                ),
                migrations.CreateModel(
                    name="ScopeTestAnswer",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "test",
                            models.CharField(
                                choices=[
                                    (
                                        "subject",
                                        "Is the subject named or identifiable?",
                                    ),
                                    (
                                        "child",
                                        "Is it about a specific child or specific children?",
                                    ),
                                    (
                                        "access",
                                        "Does the subject have real access to the child?",
                                    ),
                                    (
                                        "not_vetting",
                                        "Is it about protecting a child, and no check for a job or volunteering?",
                                    ),
                                    (
                                        "not_records",
                                        "Is it about protecting a child, and no request for records?",
                                    ),
                                    (
                                        "not_adult",
                                        "Is it about a child, and not only about an adult partner?",
                                    ),
                                    (
                                        "under_18",
                                        "Is the child under 18 and in England or Wales?",
                                    ),
                                    (
                                        "not_open",
                                        "Is this the only open case on this subject and child?",
                                    ),
                                ],
                                max_length=20,
                            ),
                        ),
                        (
                            "answer",
                            models.CharField(
                                choices=[("yes", "Yes"), ("no", "No")], max_length=3
                            ),
                        ),
                        (
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="scope_test_answers",
                                to="casework.case",
                            ),
                        ),
                        (
                            "decision",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="tests",
                                to="disclosure.scopedecision",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("id",),
                    },
                ),
                migrations.CreateModel(
                    name="ScopeTestAnswerEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        (
                            "test",
                            models.CharField(
                                choices=[
                                    (
                                        "subject",
                                        "Is the subject named or identifiable?",
                                    ),
                                    (
                                        "child",
                                        "Is it about a specific child or specific children?",
                                    ),
                                    (
                                        "access",
                                        "Does the subject have real access to the child?",
                                    ),
                                    (
                                        "not_vetting",
                                        "Is it about protecting a child, and no check for a job or volunteering?",
                                    ),
                                    (
                                        "not_records",
                                        "Is it about protecting a child, and no request for records?",
                                    ),
                                    (
                                        "not_adult",
                                        "Is it about a child, and not only about an adult partner?",
                                    ),
                                    (
                                        "under_18",
                                        "Is the child under 18 and in England or Wales?",
                                    ),
                                    (
                                        "not_open",
                                        "Is this the only open case on this subject and child?",
                                    ),
                                ],
                                max_length=20,
                            ),
                        ),
                        (
                            "answer",
                            models.CharField(
                                choices=[("yes", "Yes"), ("no", "No")], max_length=3
                            ),
                        ),
                        (
                            "case",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="casework.case",
                            ),
                        ),
                        (
                            "decision",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="disclosure.scopedecision",
                            ),
                        ),
                        (
                            "pgh_context",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="pghistory.context",
                            ),
                        ),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="events",
                                to="disclosure.scopetestanswer",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="SeenDocument",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("at", models.DateTimeField()),
                        (
                            "proves",
                            models.CharField(
                                choices=[
                                    ("identity", "Identity"),
                                    ("address", "Address"),
                                    ("child_link", "Link to the child"),
                                ],
                                max_length=12,
                            ),
                        ),
                        (
                            "document",
                            models.CharField(
                                blank=True, max_length=40, verbose_name="document"
                            ),
                        ),
                        (
                            "issuer",
                            models.CharField(
                                blank=True, max_length=120, verbose_name="issued by"
                            ),
                        ),
                        (
                            "fragment",
                            models.CharField(
                                blank=True,
                                max_length=4,
                                verbose_name="last figures of its number",
                            ),
                        ),
                        (
                            "seen_on",
                            models.DateField(
                                blank=True, null=True, verbose_name="seen on"
                            ),
                        ),
                        (
                            "excuse",
                            models.TextField(
                                blank=True, verbose_name="why it was not seen"
                            ),
                        ),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="seen_documents",
                                to="casework.case",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("at", "id"),
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="SeenDocumentEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        ("at", models.DateTimeField()),
                        (
                            "proves",
                            models.CharField(
                                choices=[
                                    ("identity", "Identity"),
                                    ("address", "Address"),
                                    ("child_link", "Link to the child"),
                                ],
                                max_length=12,
                            ),
                        ),
                        (
                            "document",
                            models.CharField(
                                blank=True, max_length=40, verbose_name="document"
                            ),
                        ),
                        (
                            "issuer",
                            models.CharField(
                                blank=True, max_length=120, verbose_name="issued by"
                            ),
                        ),
                        (
                            "fragment",
                            models.CharField(
                                blank=True,
                                max_length=4,
                                verbose_name="last figures of its number",
                            ),
                        ),
                        (
                            "seen_on",
                            models.DateField(
                                blank=True, null=True, verbose_name="seen on"
                            ),
                        ),
                        (
                            "excuse",
                            models.TextField(
                                blank=True, verbose_name="why it was not seen"
                            ),
                        ),
                        (
                            "by",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "case",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="casework.case",
                            ),
                        ),
                        (
                            "pgh_context",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="pghistory.context",
                            ),
                        ),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="events",
                                to="disclosure.seendocument",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Trigger",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("at", models.DateTimeField()),
                        (
                            "source",
                            models.CharField(
                                max_length=200, verbose_name="where it comes from"
                            ),
                        ),
                        (
                            "grading",
                            models.CharField(
                                max_length=20, verbose_name="grading of the source"
                            ),
                        ),
                        ("why_now", models.TextField(verbose_name="why now")),
                        (
                            "would_be_told",
                            models.TextField(
                                verbose_name="who would be told, and how they can be reached"
                            ),
                        ),
                        (
                            "done_already",
                            models.TextField(
                                verbose_name="what was done already to protect the child"
                            ),
                        ),
                        (
                            "manager_agrees",
                            models.CharField(
                                choices=[
                                    ("yes", "Yes"),
                                    ("no", "No"),
                                    ("unknown", "Not known yet"),
                                ],
                                max_length=10,
                                verbose_name="does the public protection manager agree",
                            ),
                        ),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="triggers",
                                to="casework.case",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("at", "id"),
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="TriggerEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        ("at", models.DateTimeField()),
                        (
                            "source",
                            models.CharField(
                                max_length=200, verbose_name="where it comes from"
                            ),
                        ),
                        (
                            "grading",
                            models.CharField(
                                max_length=20, verbose_name="grading of the source"
                            ),
                        ),
                        ("why_now", models.TextField(verbose_name="why now")),
                        (
                            "would_be_told",
                            models.TextField(
                                verbose_name="who would be told, and how they can be reached"
                            ),
                        ),
                        (
                            "done_already",
                            models.TextField(
                                verbose_name="what was done already to protect the child"
                            ),
                        ),
                        (
                            "manager_agrees",
                            models.CharField(
                                choices=[
                                    ("yes", "Yes"),
                                    ("no", "No"),
                                    ("unknown", "Not known yet"),
                                ],
                                max_length=10,
                                verbose_name="does the public protection manager agree",
                            ),
                        ),
                        (
                            "by",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "case",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="casework.case",
                            ),
                        ),
                        (
                            "pgh_context",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="pghistory.context",
                            ),
                        ),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="events",
                                to="disclosure.trigger",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
            ]
        ),
        DrawnOnce(
            [
                migrations.AddConstraint(
                    model_name="childfacts",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("child__isnull", False),
                            models.Q(("description", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="a_child_is_named_or_described",
                        violation_error_message="Choose the child, or describe the children.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="recipienttold",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("result", "signed"), _negated=True),
                            models.Q(
                                models.Q(("place", ""), _negated=True),
                                models.Q(("identity_checked", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="whoever_is_told_was_identified",
                        violation_error_message="Say where they were told and how they were identified.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="scopetestanswer",
                    constraint=models.UniqueConstraint(
                        fields=("decision", "test"),
                        name="a_scope_test_is_answered_once",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="seendocument",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                models.Q(("document", ""), _negated=True),
                                ("seen_on__isnull", False),
                            ),
                            models.Q(("excuse", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="evidence_is_seen_or_excused",
                        violation_error_message="Record the document and the day on which it was seen, or why it was not seen.",
                    ),
                ),
            ]
        ),
        DrawnOnce(
            [
                pgtrigger.migrations.AddTrigger(
                    model_name="access",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "disclosure_accessevent" ("at", "by_id", "case_id", "frequency", "id", "online", "overnight", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "since", "supervised", "way") VALUES (NEW."at", NEW."by_id", NEW."case_id", NEW."frequency", NEW."id", NEW."online", NEW."overnight", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."since", NEW."supervised", NEW."way"); RETURN NULL;',
                            hash="73daa7cbb8a723210de59cdb9e6eb04ac01ee59b",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_86d83",
                            table="disclosure_access",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="access",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "disclosure_accessevent" ("at", "by_id", "case_id", "frequency", "id", "online", "overnight", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "since", "supervised", "way") VALUES (NEW."at", NEW."by_id", NEW."case_id", NEW."frequency", NEW."id", NEW."online", NEW."overnight", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."since", NEW."supervised", NEW."way"); RETURN NULL;',
                            hash="f081719d1bd81ac3c49a8ebbd31c233984e8c81b",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_07c96",
                            table="disclosure_access",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="access",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "disclosure_accessevent" ("at", "by_id", "case_id", "frequency", "id", "online", "overnight", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "since", "supervised", "way") VALUES (OLD."at", OLD."by_id", OLD."case_id", OLD."frequency", OLD."id", OLD."online", OLD."overnight", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."since", OLD."supervised", OLD."way"); RETURN NULL;',
                            hash="a4bb9dbbdcad077b10fc22221f7b09ff54974a69",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_44bcf",
                            table="disclosure_access",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="accessevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="10b7936c3012b6a2bc09c70b3c70c730be305c12",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_945b1",
                            table="disclosure_accessevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="callback",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "disclosure_callbackevent" ("at", "by_id", "called_at", "case_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "said", "signpost") VALUES (NEW."at", NEW."by_id", NEW."called_at", NEW."case_id", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."said", NEW."signpost"); RETURN NULL;',
                            hash="e2a9a2c5dc731de729894f168c503286145d67e0",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_651ec",
                            table="disclosure_callback",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="callback",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "disclosure_callbackevent" ("at", "by_id", "called_at", "case_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "said", "signpost") VALUES (NEW."at", NEW."by_id", NEW."called_at", NEW."case_id", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."said", NEW."signpost"); RETURN NULL;',
                            hash="68317b24dbd76d60d7c2b1bf2f08e04ecef4b080",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_7df1f",
                            table="disclosure_callback",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="callback",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "disclosure_callbackevent" ("at", "by_id", "called_at", "case_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "said", "signpost") VALUES (OLD."at", OLD."by_id", OLD."called_at", OLD."case_id", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."said", OLD."signpost"); RETURN NULL;',
                            hash="2ac5136b34444dfd0db46244127e407fa48d5df0",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_f608f",
                            table="disclosure_callback",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="callbackevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="62e743636a2f51e36eff6a96d9819c5ffbafd30f",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_1a975",
                            table="disclosure_callbackevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="childfacts",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "disclosure_childfactsevent" ("applicant_is", "at", "by_id", "case_id", "child_id", "description", "id", "is_unborn", "lives_with", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "subject_is") VALUES (NEW."applicant_is", NEW."at", NEW."by_id", NEW."case_id", NEW."child_id", NEW."description", NEW."id", NEW."is_unborn", NEW."lives_with", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."subject_is"); RETURN NULL;',
                            hash="5643cc6755dfd1249b31efb071e2fc8a3c5dd60c",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_6a71f",
                            table="disclosure_childfacts",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="childfacts",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "disclosure_childfactsevent" ("applicant_is", "at", "by_id", "case_id", "child_id", "description", "id", "is_unborn", "lives_with", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "subject_is") VALUES (NEW."applicant_is", NEW."at", NEW."by_id", NEW."case_id", NEW."child_id", NEW."description", NEW."id", NEW."is_unborn", NEW."lives_with", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."subject_is"); RETURN NULL;',
                            hash="73b6a1792aae03de84af8861a1527f290d5ae861",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_5fa30",
                            table="disclosure_childfacts",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="childfacts",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "disclosure_childfactsevent" ("applicant_is", "at", "by_id", "case_id", "child_id", "description", "id", "is_unborn", "lives_with", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "subject_is") VALUES (OLD."applicant_is", OLD."at", OLD."by_id", OLD."case_id", OLD."child_id", OLD."description", OLD."id", OLD."is_unborn", OLD."lives_with", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."subject_is"); RETURN NULL;',
                            hash="949ef9990fd5e52d183d219047b1595324d13c5a",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_632dc",
                            table="disclosure_childfacts",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="childfactsevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="4ddddbe2bc5ed05900ca9cb29357f612dce65ab2",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_85857",
                            table="disclosure_childfactsevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="childwords",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "disclosure_childwordsevent" ("at", "by_id", "case_id", "child_id", "heard_by", "heard_on", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "words") VALUES (NEW."at", NEW."by_id", NEW."case_id", NEW."child_id", NEW."heard_by", NEW."heard_on", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."words"); RETURN NULL;',
                            hash="fd2ac0ed4e3aa317cf227da3d5070dc499719207",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_eeae0",
                            table="disclosure_childwords",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="childwords",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "disclosure_childwordsevent" ("at", "by_id", "case_id", "child_id", "heard_by", "heard_on", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "words") VALUES (NEW."at", NEW."by_id", NEW."case_id", NEW."child_id", NEW."heard_by", NEW."heard_on", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."words"); RETURN NULL;',
                            hash="5b0df12a658a675fae432bc586b37456e77bdd5a",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_b1f9f",
                            table="disclosure_childwords",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="childwords",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "disclosure_childwordsevent" ("at", "by_id", "case_id", "child_id", "heard_by", "heard_on", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "words") VALUES (OLD."at", OLD."by_id", OLD."case_id", OLD."child_id", OLD."heard_by", OLD."heard_on", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."words"); RETURN NULL;',
                            hash="2aeb127bdc778d5ff51a2ca3aaa18db4d6e529c6",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_fa76c",
                            table="disclosure_childwords",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="childwordsevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="955bfd3d9c057e9ad9ab4d5c50cf17d4a7ab90d1",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_fed63",
                            table="disclosure_childwordsevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="closingrecord",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "disclosure_closingrecordevent" ("at", "by_id", "case_id", "id", "is_registered", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "record_reference", "record_updated", "retention_group") VALUES (NEW."at", NEW."by_id", NEW."case_id", NEW."id", NEW."is_registered", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."record_reference", NEW."record_updated", NEW."retention_group"); RETURN NULL;',
                            hash="32f8b0883c9d5899a833052d26c431cae61c5cdb",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_c0e22",
                            table="disclosure_closingrecord",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="closingrecord",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "disclosure_closingrecordevent" ("at", "by_id", "case_id", "id", "is_registered", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "record_reference", "record_updated", "retention_group") VALUES (NEW."at", NEW."by_id", NEW."case_id", NEW."id", NEW."is_registered", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."record_reference", NEW."record_updated", NEW."retention_group"); RETURN NULL;',
                            hash="6ee9341be8b9e30b712dba74d6c0091a1fd17cf4",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_def17",
                            table="disclosure_closingrecord",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="closingrecord",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "disclosure_closingrecordevent" ("at", "by_id", "case_id", "id", "is_registered", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "record_reference", "record_updated", "retention_group") VALUES (OLD."at", OLD."by_id", OLD."case_id", OLD."id", OLD."is_registered", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."record_reference", OLD."record_updated", OLD."retention_group"); RETURN NULL;',
                            hash="f2bedeb93af90dc609b3d7aca4655071db826097",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_8c356",
                            table="disclosure_closingrecord",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="closingrecordevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="84d5106b908a036203637d72ca40d20797cb105b",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_988c7",
                            table="disclosure_closingrecordevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="earlyrisk",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "disclosure_earlyriskevent" ("at", "by_id", "case_id", "id", "is_immediate", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason") VALUES (NEW."at", NEW."by_id", NEW."case_id", NEW."id", NEW."is_immediate", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."reason"); RETURN NULL;',
                            hash="9a30d9d4f775f81e095bbb2823eb19b51f5f3dfa",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_f2df2",
                            table="disclosure_earlyrisk",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="earlyrisk",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "disclosure_earlyriskevent" ("at", "by_id", "case_id", "id", "is_immediate", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason") VALUES (NEW."at", NEW."by_id", NEW."case_id", NEW."id", NEW."is_immediate", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reason"); RETURN NULL;',
                            hash="1a2a21c1e83c2f0fa86c9392607a24b1b132c8e8",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_e74b9",
                            table="disclosure_earlyrisk",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="earlyrisk",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "disclosure_earlyriskevent" ("at", "by_id", "case_id", "id", "is_immediate", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason") VALUES (OLD."at", OLD."by_id", OLD."case_id", OLD."id", OLD."is_immediate", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."reason"); RETURN NULL;',
                            hash="a447eb9811d8d6d38c6150e9d84abf3930abb224",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_27ace",
                            table="disclosure_earlyrisk",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="earlyriskevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="b80f7901a8ab32d6f94d2b02c7561289da03f628",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_31a05",
                            table="disclosure_earlyriskevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="managerconsult",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "disclosure_managerconsultevent" ("at", "by_id", "case_id", "id", "is_managed", "manager", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reference", "reply") VALUES (NEW."at", NEW."by_id", NEW."case_id", NEW."id", NEW."is_managed", NEW."manager", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."reference", NEW."reply"); RETURN NULL;',
                            hash="74126f32724bc21f9df70e10cffb189e2dc4b910",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_681f8",
                            table="disclosure_managerconsult",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="managerconsult",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "disclosure_managerconsultevent" ("at", "by_id", "case_id", "id", "is_managed", "manager", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reference", "reply") VALUES (NEW."at", NEW."by_id", NEW."case_id", NEW."id", NEW."is_managed", NEW."manager", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reference", NEW."reply"); RETURN NULL;',
                            hash="bbcac3dc5e0c9885457acd0f24c5f0ffca021e38",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_98936",
                            table="disclosure_managerconsult",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="managerconsult",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "disclosure_managerconsultevent" ("at", "by_id", "case_id", "id", "is_managed", "manager", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reference", "reply") VALUES (OLD."at", OLD."by_id", OLD."case_id", OLD."id", OLD."is_managed", OLD."manager", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."reference", OLD."reply"); RETURN NULL;',
                            hash="07a7021d46c6ed32ef61365c22bf64ccb30fdaf1",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_8124e",
                            table="disclosure_managerconsult",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="managerconsultevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="a3682189b587b46e10adb4a6f532730867e006b1",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_2c688",
                            table="disclosure_managerconsultevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="parentfacts",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "disclosure_parentfactsevent" ("at", "by_id", "case_id", "has_responsibility", "id", "is_to_child", "knows", "note", "orders", "parent_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."at", NEW."by_id", NEW."case_id", NEW."has_responsibility", NEW."id", NEW."is_to_child", NEW."knows", NEW."note", NEW."orders", NEW."parent_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id"); RETURN NULL;',
                            hash="5408382a2798f3f4720f52e32337947af4f0876b",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_773f6",
                            table="disclosure_parentfacts",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="parentfacts",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "disclosure_parentfactsevent" ("at", "by_id", "case_id", "has_responsibility", "id", "is_to_child", "knows", "note", "orders", "parent_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."at", NEW."by_id", NEW."case_id", NEW."has_responsibility", NEW."id", NEW."is_to_child", NEW."knows", NEW."note", NEW."orders", NEW."parent_id", _pgh_attach_context(), NOW(), \'update\', NEW."id"); RETURN NULL;',
                            hash="5751dd2bd22cb5d9c80555c1de81f27e41f646ce",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_0b0a7",
                            table="disclosure_parentfacts",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="parentfacts",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "disclosure_parentfactsevent" ("at", "by_id", "case_id", "has_responsibility", "id", "is_to_child", "knows", "note", "orders", "parent_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."at", OLD."by_id", OLD."case_id", OLD."has_responsibility", OLD."id", OLD."is_to_child", OLD."knows", OLD."note", OLD."orders", OLD."parent_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id"); RETURN NULL;',
                            hash="f04fa31050a456b00bdfd5019d6fc383239d22b1",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_97ba3",
                            table="disclosure_parentfacts",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="parentfactsevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="948c436eb83bf67d187d5f2cb55a9feb1648fb6b",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_8b8b5",
                            table="disclosure_parentfactsevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="presumption",
                    trigger=pgtrigger.compiler.Trigger(
                        name="takes_duty_of_author",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="PERFORM casework_take_duty(NEW.case_id, NEW.by_id, 'author'); RETURN NEW;",
                            hash="9dd3b7eaefce60dd87d66dc2098305546af6ea2a",
                            operation="INSERT OR UPDATE",
                            pgid="pgtrigger_takes_duty_of_author_fdfd1",
                            table="disclosure_presumption",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="presumption",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "disclosure_presumptionevent" ("at", "by_id", "case_id", "id", "is_convicted", "is_necessary", "is_proportionate", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "poses_risk", "reason", "serious_risk", "why_not") VALUES (NEW."at", NEW."by_id", NEW."case_id", NEW."id", NEW."is_convicted", NEW."is_necessary", NEW."is_proportionate", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."poses_risk", NEW."reason", NEW."serious_risk", NEW."why_not"); RETURN NULL;',
                            hash="f806889fde3f3b49e5a3e086a765e449a0a3833b",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_28407",
                            table="disclosure_presumption",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="presumption",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "disclosure_presumptionevent" ("at", "by_id", "case_id", "id", "is_convicted", "is_necessary", "is_proportionate", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "poses_risk", "reason", "serious_risk", "why_not") VALUES (NEW."at", NEW."by_id", NEW."case_id", NEW."id", NEW."is_convicted", NEW."is_necessary", NEW."is_proportionate", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."poses_risk", NEW."reason", NEW."serious_risk", NEW."why_not"); RETURN NULL;',
                            hash="1aa964c3b164a44731831c20679895c9af09c705",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_3566a",
                            table="disclosure_presumption",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="presumption",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "disclosure_presumptionevent" ("at", "by_id", "case_id", "id", "is_convicted", "is_necessary", "is_proportionate", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "poses_risk", "reason", "serious_risk", "why_not") VALUES (OLD."at", OLD."by_id", OLD."case_id", OLD."id", OLD."is_convicted", OLD."is_necessary", OLD."is_proportionate", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."poses_risk", OLD."reason", OLD."serious_risk", OLD."why_not"); RETURN NULL;',
                            hash="dd2d10742792d77a7c75ee267322bbc9890a1241",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_0c027",
                            table="disclosure_presumption",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="presumptionevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="57283e0c0ef61aeecfb584055c92e8741f774154",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_499ef",
                            table="disclosure_presumptionevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="recipient",
                    trigger=pgtrigger.compiler.Trigger(
                        name="takes_duty_of_author",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="PERFORM casework_take_duty(NEW.case_id, NEW.by_id, 'author'); RETURN NEW;",
                            hash="9122b361e0723245afb53d52c50ccc1a226b71df",
                            operation="INSERT OR UPDATE",
                            pgid="pgtrigger_takes_duty_of_author_7e9a4",
                            table="disclosure_recipient",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="recipient",
                    trigger=pgtrigger.compiler.Trigger(
                        name="words_for_a_recipient_never_change",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="3f7f9d3b84fcd69bfabece12015869f423442bb8",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_words_for_a_recipient_never_change_776bd",
                            table="disclosure_recipient",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="recipient",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "disclosure_recipientevent" ("at", "by_id", "case_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "who", "why", "words") VALUES (NEW."at", NEW."by_id", NEW."case_id", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."who", NEW."why", NEW."words"); RETURN NULL;',
                            hash="24d419908ff65e6750ceee704f4afaf4fff2d15c",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_41f2a",
                            table="disclosure_recipient",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="recipient",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "disclosure_recipientevent" ("at", "by_id", "case_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "who", "why", "words") VALUES (NEW."at", NEW."by_id", NEW."case_id", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."who", NEW."why", NEW."words"); RETURN NULL;',
                            hash="fffa3dc58e9fdd3f1b379e5bd4a66ad3d8502d7b",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_bc745",
                            table="disclosure_recipient",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="recipient",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "disclosure_recipientevent" ("at", "by_id", "case_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "who", "why", "words") VALUES (OLD."at", OLD."by_id", OLD."case_id", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."who", OLD."why", OLD."words"); RETURN NULL;',
                            hash="09c15c796f60ac0024301155972d2870a7117807",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_9de42",
                            table="disclosure_recipient",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="recipientevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="cbda5fbc16635a3587275704ef9adddde7a5bf08",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_19a4e",
                            table="disclosure_recipientevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="recipienttold",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "disclosure_recipienttoldevent" ("at", "by_id", "case_id", "id", "identity_checked", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "recipient_id", "result", "told_at") VALUES (NEW."at", NEW."by_id", NEW."case_id", NEW."id", NEW."identity_checked", NEW."note", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."place", NEW."recipient_id", NEW."result", NEW."told_at"); RETURN NULL;',
                            hash="5181784d6c509fce7ac980e545bbb6f88ed0800b",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_2212c",
                            table="disclosure_recipienttold",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="recipienttold",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "disclosure_recipienttoldevent" ("at", "by_id", "case_id", "id", "identity_checked", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "recipient_id", "result", "told_at") VALUES (NEW."at", NEW."by_id", NEW."case_id", NEW."id", NEW."identity_checked", NEW."note", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."place", NEW."recipient_id", NEW."result", NEW."told_at"); RETURN NULL;',
                            hash="bf6aa4c148890283df101eb32ad907157aa8a791",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_f3968",
                            table="disclosure_recipienttold",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="recipienttold",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "disclosure_recipienttoldevent" ("at", "by_id", "case_id", "id", "identity_checked", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "recipient_id", "result", "told_at") VALUES (OLD."at", OLD."by_id", OLD."case_id", OLD."id", OLD."identity_checked", OLD."note", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."place", OLD."recipient_id", OLD."result", OLD."told_at"); RETURN NULL;',
                            hash="64e438b295f9fa4a794aaf5e4d0a442ad3d112a1",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_09bdf",
                            table="disclosure_recipienttold",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="recipienttoldevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="d48fec013215825e275599e6e61844991f642061",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_6c22e",
                            table="disclosure_recipienttoldevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="scopetestanswer",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "disclosure_scopetestanswerevent" ("answer", "case_id", "decision_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "test") VALUES (NEW."answer", NEW."case_id", NEW."decision_id", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."test"); RETURN NULL;',
                            hash="b132b2c56fff09aa1cdbbb24b4c71e360fd01c44",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_eaa9a",
                            table="disclosure_scopetestanswer",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="scopetestanswer",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "disclosure_scopetestanswerevent" ("answer", "case_id", "decision_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "test") VALUES (NEW."answer", NEW."case_id", NEW."decision_id", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."test"); RETURN NULL;',
                            hash="76f3eadba0648ad64b8b8de38cebe790d75f645a",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_1a603",
                            table="disclosure_scopetestanswer",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="scopetestanswer",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "disclosure_scopetestanswerevent" ("answer", "case_id", "decision_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "test") VALUES (OLD."answer", OLD."case_id", OLD."decision_id", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."test"); RETURN NULL;',
                            hash="2c2de44105ab556399176bc0a376339a857336d0",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_563ed",
                            table="disclosure_scopetestanswer",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="scopetestanswerevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="0a30b683967bb2cff8cada97f5ef14659076672d",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_8eabc",
                            table="disclosure_scopetestanswerevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="seendocument",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "disclosure_seendocumentevent" ("at", "by_id", "case_id", "document", "excuse", "fragment", "id", "issuer", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proves", "seen_on") VALUES (NEW."at", NEW."by_id", NEW."case_id", NEW."document", NEW."excuse", NEW."fragment", NEW."id", NEW."issuer", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."proves", NEW."seen_on"); RETURN NULL;',
                            hash="12f26a017870cc86d6e3b3fb53baa3493261fbf4",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_9346e",
                            table="disclosure_seendocument",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="seendocument",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "disclosure_seendocumentevent" ("at", "by_id", "case_id", "document", "excuse", "fragment", "id", "issuer", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proves", "seen_on") VALUES (NEW."at", NEW."by_id", NEW."case_id", NEW."document", NEW."excuse", NEW."fragment", NEW."id", NEW."issuer", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."proves", NEW."seen_on"); RETURN NULL;',
                            hash="2753f254828153cdbdbb1f9d4599c6d259c20d82",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_c502f",
                            table="disclosure_seendocument",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="seendocument",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "disclosure_seendocumentevent" ("at", "by_id", "case_id", "document", "excuse", "fragment", "id", "issuer", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proves", "seen_on") VALUES (OLD."at", OLD."by_id", OLD."case_id", OLD."document", OLD."excuse", OLD."fragment", OLD."id", OLD."issuer", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."proves", OLD."seen_on"); RETURN NULL;',
                            hash="4e0419ad979f02758b03ce2350221f137404f4ec",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_61813",
                            table="disclosure_seendocument",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="seendocumentevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="5a3866791e1202ca16c1fb265933380b316fe9d7",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_b6b60",
                            table="disclosure_seendocumentevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="trigger",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "disclosure_triggerevent" ("at", "by_id", "case_id", "done_already", "grading", "id", "manager_agrees", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "why_now", "would_be_told") VALUES (NEW."at", NEW."by_id", NEW."case_id", NEW."done_already", NEW."grading", NEW."id", NEW."manager_agrees", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."source", NEW."why_now", NEW."would_be_told"); RETURN NULL;',
                            hash="45af5218dd7222feaaeeeb11cbc324281002a80c",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_56821",
                            table="disclosure_trigger",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="trigger",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "disclosure_triggerevent" ("at", "by_id", "case_id", "done_already", "grading", "id", "manager_agrees", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "why_now", "would_be_told") VALUES (NEW."at", NEW."by_id", NEW."case_id", NEW."done_already", NEW."grading", NEW."id", NEW."manager_agrees", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."source", NEW."why_now", NEW."would_be_told"); RETURN NULL;',
                            hash="0c6f57f0a6a29f1624a679923dddb3e9370361ff",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_a9ed2",
                            table="disclosure_trigger",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="trigger",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "disclosure_triggerevent" ("at", "by_id", "case_id", "done_already", "grading", "id", "manager_agrees", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "why_now", "would_be_told") VALUES (OLD."at", OLD."by_id", OLD."case_id", OLD."done_already", OLD."grading", OLD."id", OLD."manager_agrees", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."source", OLD."why_now", OLD."would_be_told"); RETURN NULL;',
                            hash="82f71affd40dd3c8b0312c27064c0d1f68a75f28",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_6bbcd",
                            table="disclosure_trigger",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="triggerevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="b74a4e742042267f92dfa5ff8c3304facbf1def2",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_2b5aa",
                            table="disclosure_triggerevent",
                            when="BEFORE",
                        ),
                    ),
                ),
            ]
        ),
        migrations.RunPython(load, migrations.RunPython.noop),
    ]
