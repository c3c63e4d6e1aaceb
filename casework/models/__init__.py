"""The tables of the shared core, one file a noun."""

from __future__ import annotations

from casework.models.audit import (
    ActionClass,
    AuditAnchor,
    AuditChain,
    AuditEvent,
)
from casework.models.case import (
    Case,
    CaseLink,
    CaseQuerySet,
    LinkKind,
    ReferenceSequence,
    Risk,
)
from casework.models.checks import (
    Check,
    CheckResult,
    Excuse,
    QuickRun,
)
from casework.models.contact import (
    AttemptResult,
    ContactAttempt,
    ContactPermission,
    ContactPlan,
    ContactPlanRead,
    Method,
    PlannedContact,
)
from casework.models.deadlines import (
    BankHolidayChange,
    CheckRequirement,
    ClockRule,
    CodeListEntry,
    Deadline,
    Extension,
    Threshold,
)
from casework.models.documents import (
    Document,
    DocumentRequest,
    Note,
    ScanState,
)
from casework.models.drafts import Draft
from casework.models.duties import Duty
from casework.models.forecasts import Forecast
from casework.models.grants import (
    CaseGrant,
)
from casework.models.identity import (
    Confidence,
    IdentityMatch,
)
from casework.models.information_requests import (
    InformationRequest,
    Reply,
    RequestChase,
)
from casework.models.jobs import (
    Absence,
    DigestDay,
    JobOutcome,
    JobRun,
    JobState,
    MailTimes,
)
from casework.models.mail import (
    Delivery,
    DeliveryState,
    MailWording,
    NoticeChoice,
    NoticeRule,
)
from casework.models.notifications import (
    Notification,
    Submission,
    Way,
)
from casework.models.people import (
    Address,
    Identifier,
    IdentifierKind,
    Involvement,
    NameKind,
    Part,
    Person,
    PersonName,
    Relationship,
    Sex,
)
from casework.models.reminders import (
    ReminderStep,
    Watched,
)
from casework.models.research import (
    Assertion,
    AssertionKind,
    HandlingCode,
    InformationGrade,
    MayBeTold,
    SourceGrade,
    YesNoUnknown,
)
from casework.models.returns import FrozenReturn
from casework.models.stages import (
    Assignment,
    ImmediateRisk,
    StageVisit,
    WaitingInterval,
)

__all__ = [
    "Absence",
    "ActionClass",
    "Address",
    "Assertion",
    "AssertionKind",
    "Assignment",
    "AttemptResult",
    "AuditAnchor",
    "AuditChain",
    "AuditEvent",
    "BankHolidayChange",
    "Case",
    "CaseGrant",
    "CaseLink",
    "CaseQuerySet",
    "Check",
    "CheckRequirement",
    "CheckResult",
    "ClockRule",
    "CodeListEntry",
    "Confidence",
    "ContactAttempt",
    "ContactPermission",
    "ContactPlan",
    "ContactPlanRead",
    "Deadline",
    "Delivery",
    "DeliveryState",
    "DigestDay",
    "Document",
    "DocumentRequest",
    "Draft",
    "Duty",
    "Excuse",
    "Extension",
    "Forecast",
    "FrozenReturn",
    "HandlingCode",
    "Identifier",
    "IdentifierKind",
    "IdentityMatch",
    "ImmediateRisk",
    "InformationGrade",
    "InformationRequest",
    "Involvement",
    "JobOutcome",
    "JobRun",
    "JobState",
    "LinkKind",
    "MailTimes",
    "MailWording",
    "MayBeTold",
    "Method",
    "NameKind",
    "Note",
    "NoticeChoice",
    "NoticeRule",
    "Notification",
    "Part",
    "Person",
    "PersonName",
    "PlannedContact",
    "QuickRun",
    "ReferenceSequence",
    "Relationship",
    "ReminderStep",
    "Reply",
    "RequestChase",
    "Risk",
    "ScanState",
    "Sex",
    "SourceGrade",
    "StageVisit",
    "Submission",
    "Threshold",
    "WaitingInterval",
    "Watched",
    "Way",
    "YesNoUnknown",
]
