"""The tables of the disclosure schemes, one file a part of the work."""

from __future__ import annotations

from disclosure.models.application import (
    Application,
    ClaresLawCase,
    Danger,
    Knows,
    Meeting,
    RiskAssessment,
    RiskTool,
    ScopeDecision,
)
from disclosure.models.decision import (
    EmergencyAuthorisation,
    Recommendation,
    Representation,
    Review,
    ReviewResult,
    TestAnswer,
)
from disclosure.models.decision_items import Evidence, ItemDecision, Use
from disclosure.models.delivery import (
    DeliveryAttempt,
    DeliveryPlan,
    Referral,
    ReferralState,
    Result,
    SafetyPlan,
    SubjectTold,
    Undertaking,
    VisitRisk,
)
from disclosure.models.endings import (
    Aftercare,
    OutcomeContact,
    SignOff,
    Transfer,
    Withdrawal,
)
from disclosure.models.inbox import (
    SubmissionRead,
    SubmissionState,
    WebsiteSubmission,
)
from disclosure.models.leaks import LeakOverride
from disclosure.models.papers import CopyEnd, IssuedPaper, PrintedCopy
from disclosure.models.sampling import (
    Agreement,
    Conclusion,
    SampledCase,
    SamplingDraw,
    SecondLook,
)
from disclosure.models.wording import Paragraph

__all__ = [
    "Aftercare",
    "Agreement",
    "Application",
    "ClaresLawCase",
    "Conclusion",
    "CopyEnd",
    "Danger",
    "DeliveryAttempt",
    "DeliveryPlan",
    "EmergencyAuthorisation",
    "Evidence",
    "IssuedPaper",
    "ItemDecision",
    "Knows",
    "LeakOverride",
    "Meeting",
    "OutcomeContact",
    "Paragraph",
    "PrintedCopy",
    "Recommendation",
    "Referral",
    "ReferralState",
    "Representation",
    "Result",
    "Review",
    "ReviewResult",
    "RiskAssessment",
    "RiskTool",
    "SafetyPlan",
    "SampledCase",
    "SamplingDraw",
    "ScopeDecision",
    "SecondLook",
    "SignOff",
    "SubjectTold",
    "SubmissionRead",
    "SubmissionState",
    "TestAnswer",
    "Transfer",
    "Undertaking",
    "Use",
    "VisitRisk",
    "WebsiteSubmission",
    "Withdrawal",
]
