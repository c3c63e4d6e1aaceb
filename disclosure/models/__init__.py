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
from disclosure.models.sarahs_law import (
    Access,
    CallBack,
    ChildFacts,
    ChildWords,
    EarlyRisk,
    ParentFacts,
    SarahsLawCase,
    ScopeTestAnswer,
    SeenDocument,
    Trigger,
)
from disclosure.models.sarahs_law_decision import (
    ClosingRecord,
    ManagerConsult,
    Presumption,
    Recipient,
    RecipientTold,
    Telling,
)
from disclosure.models.wording import Paragraph

__all__ = [
    "Access",
    "Aftercare",
    "Agreement",
    "Application",
    "CallBack",
    "ChildFacts",
    "ChildWords",
    "ClaresLawCase",
    "ClosingRecord",
    "Conclusion",
    "CopyEnd",
    "Danger",
    "DeliveryAttempt",
    "DeliveryPlan",
    "EarlyRisk",
    "EmergencyAuthorisation",
    "Evidence",
    "IssuedPaper",
    "ItemDecision",
    "Knows",
    "LeakOverride",
    "ManagerConsult",
    "Meeting",
    "OutcomeContact",
    "Paragraph",
    "ParentFacts",
    "Presumption",
    "PrintedCopy",
    "Recipient",
    "RecipientTold",
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
    "SarahsLawCase",
    "ScopeDecision",
    "ScopeTestAnswer",
    "SecondLook",
    "SeenDocument",
    "SignOff",
    "SubjectTold",
    "SubmissionRead",
    "SubmissionState",
    "Telling",
    "TestAnswer",
    "Transfer",
    "Trigger",
    "Undertaking",
    "Use",
    "VisitRisk",
    "WebsiteSubmission",
    "Withdrawal",
]
