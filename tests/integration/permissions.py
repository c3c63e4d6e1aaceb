"""Who gets which answer at which address: the table of the test, read across.

Each name of an address stands here once for each kind of object. In the columns:
the answer's status to a GET (POST where the page only takes one), or ``in`` for "sign
in first". 404 is "absent or not yours", 403 "you may see the case, not do this", 409
"you may, but not at this stage".
"""

from __future__ import annotations

PRINCIPALS = (
    "anonymous",
    "outsider",
    "control_room",
    "researcher",
    "decision_maker",
    "supervisor",
    "disclosure_officer",
    "marac_coordinator",
    "marac_chair",
    "agency_representative",
    "idva",
    "auditor",
    "administrator",
)
# Pages that change something without a form of their own.
POSTED = frozenset(
    {
        "notifications_read",
        "mail_again",
        "job_again",
        "absence_end",
        "case_contact_show",
        "case_draft",
        "meeting_order",
        "minutes_copy",
    }
)

# Addresses about no one case.
EVERYWHERE = """
#                        ano out ctr res dec sup off coo cha age idv aud adm
absence_end               in 302 403 302 302 302 302 403 403 403 403 403 403
absences                  in 200 403 200 200 200 200 403 403 403 403 403 403
account_change_password   in 200 200 200 200 200 200 200 200 200 200 200 200
account_email             in 404 404 404 404 404 404 404 404 404 404 404 404
account_inactive         200 200 200 200 200 200 200 200 200 200 200 200 200
account_login            200 302 302 302 302 302 302 302 302 302 302 302 302
account_logout            in 200 200 200 200 200 200 200 200 200 200 200 200
account_reauthenticate    in 200 200 200 200 200 200 200 200 200 200 200 200
account_reset_password    in 404 404 404 404 404 404 404 404 404 404 404 404
account_set_password      in 404 404 404 404 404 404 404 404 404 404 404 404
account_signup            in 404 404 404 404 404 404 404 404 404 404 404 404
admin:index               in 200 403 403 403 403 403 403 403 403 403 403 200
allocation                in 200 403 403 403 200 403 403 403 403 403 403 403
board                     in 200 403 200 200 200 200 403 403 403 403 403 403
case_list                 in 200 200 200 200 200 200 200 200 200 200 200 403
case_search               in 200 200 200 200 200 200 200 200 200 200 200 403
held_files                in 200 403 403 403 200 403 403 403 403 403 403 403
copies                    in 200 403 403 403 200 403 403 403 403 403 403 403
figures                   in 200 403 200 200 200 200 403 403 403 403 302 403
figures_forecast          in 200 403 200 200 200 200 403 403 403 403 403 403
figures_lateness          in 200 403 200 200 200 200 403 403 403 403 200 403
figures_times             in 200 403 200 200 200 200 403 403 403 403 200 403
figures_volumes           in 200 403 200 200 200 200 403 403 403 403 200 403
frozen_return             in 404 403 403 403 200 403 403 403 403 403 200 403
returns                   in 200 403 403 403 200 403 403 403 403 403 200 403
healthz                  200 200 200 200 200 200 200 200 200 200 200 200 200
home                      in 200 200 200 200 200 200 200 200 200 200 200 302
inbox                     in 200 200 200 403 200 403 403 403 403 403 403 403
inbox_upload              in 200 200 200 403 200 403 403 403 403 403 403 403
intake_start              in 200 200 200 403 200 403 403 403 403 403 403 403
job_again                 in 404 403 403 403 403 403 403 403 403 403 403 404
jobs                      in 200 403 403 403 403 403 403 403 403 403 403 200
kept_mail                 in 404 403 403 403 403 403 403 403 403 403 403 404
leaving                   in 200 403 403 403 200 403 403 403 403 403 403 403
leak_overrides            in 200 403 403 403 200 403 403 403 403 403 200 403
meeting                   in 404 404 200 404 200 404 200 200 404 404 200 404
hearing                   in 404 404 403 404 403 404 404 404 404 404 403 404
hearing_defer             in 404 404 403 404 403 404 404 404 404 404 403 404
hearing_next              in 404 404 403 404 403 404 302 302 404 404 403 404
meeting_attendance        in 404 404 403 404 403 404 200 200 404 404 403 404
minutes                   in 404 404 404 404 404 404 404 404 404 404 404 404
minutes_copy              in 404 404 404 404 404 404 404 404 404 404 404 404
meeting_chair             in 404 404 403 404 200 404 200 403 404 404 403 404
meeting_feed             404 404 404 404 404 404 404 404 404 404 404 404 404
meeting_move              in 404 404 403 404 200 404 200 403 404 404 403 404
meeting_order             in 404 404 403 404 302 404 302 403 404 404 403 404
meeting_subscribe         in 200 403 200 403 200 403 200 200 200 200 200 403
meetings                  in 200 403 200 403 200 403 200 200 200 200 200 403
mail_again                in 404 403 403 403 403 403 403 403 403 403 403 404
mail_log                  in 200 403 403 403 403 403 403 403 403 403 403 200
marac_start               in 403 403 403 403 403 403 403 403 403 403 403 403
notice                    in 404 404 404 404 302 404 404 404 404 404 404 404
notice_choices            in 200 200 200 200 200 200 200 200 200 200 200 200
notices                   in 200 200 200 200 200 200 200 200 200 200 200 200
notifications_read        in 302 302 302 302 302 302 302 302 302 302 302 302
oversight                 in 200 403 403 200 200 403 403 403 403 403 200 200
readyz                   200 200 200 200 200 200 200 200 200 200 200 200 200
second_look_rates         in 200 403 403 403 200 403 403 403 403 403 200 403
second_looks              in 200 403 403 200 200 403 403 403 403 403 200 403
submission                in 404 200 200 403 200 403 403 403 403 403 403 403
wording                   in 200 403 403 200 200 403 403 403 403 403 403 200
wording_approve           in 200 403 403 200 403 403 403 403 403 403 403 200
wording_change            in 200 403 403 403 200 403 403 403 403 403 403 200
wording_paragraph         in 200 403 403 200 200 403 403 403 403 403 403 200
workflow                  in 200 200 200 200 200 200 200 200 200 200 200 403
actions                   in 200 403 200 403 200 403 200 200 200 200 403 403
meeting_returns           in 404 403 403 403 404 403 404 404 403 403 403 403
agency_research           in 200 403 200 403 200 403 200 200 200 200 403 403
agencies                  in 200 403 403 403 200 403 200 403 403 403 403 403
agency                    in 404 403 403 403 404 403 404 403 403 403 403 403
feedback                  in 200 403 403 403 200 403 200 200 403 200 403 403
flags                     in 200 403 200 403 200 403 200 200 200 200 403 403
"""
# A case at the stage of planning the disclosure, taken in by the control room.
PLANNED = """
#                        ano out ctr res dec sup off coo cha age idv aud adm
case                      in 404 404 200 200 200 200 404 404 404 404 200 404
case_alarm                in 404 404 200 200 200 200 404 404 404 404 403 404
case_allocate             in 404 404 403 403 200 403 404 404 404 404 403 404
case_application          in 404 404 200 200 200 403 404 404 404 404 200 404
case_application_change   in 404 404 200 403 200 403 404 404 404 404 403 404
case_assessment           in 404 404 200 200 200 200 404 404 404 404 403 404
case_check_record         in 404 404 409 403 409 403 404 404 404 404 403 404
case_check_excuse         in 404 404 403 403 200 403 404 404 404 404 403 404
case_checks               in 404 404 200 200 200 403 404 404 404 404 200 404
case_child                in 404 404 404 404 404 403 404 404 404 404 404 404
case_presumption          in 404 404 404 404 404 403 404 404 404 404 404 404
case_recipients           in 404 404 404 404 404 404 404 404 404 404 404 404
case_closing              in 404 404 404 404 404 403 404 404 404 404 404 404
case_contact              in 404 404 200 200 200 200 404 404 404 404 403 404
case_contact_allow        in 404 404 403 200 200 403 404 404 404 404 403 404
case_contact_attempt      in 404 404 200 200 200 200 404 404 404 404 403 404
case_contact_call_off     in 404 404 200 200 200 200 404 404 404 404 403 404
case_contact_plan         in 404 404 200 200 200 200 404 404 404 404 403 404
case_contact_planned      in 404 404 200 200 200 200 404 404 404 404 403 404
case_contact_show         in 404 404 200 200 200 200 404 404 404 404 403 404
case_copy                 in 404 404 200 200 200 200 404 404 404 404 403 404
case_dates                in 404 404 200 200 200 200 404 404 404 404 200 404
case_decision             in 404 404 200 200 200 403 404 404 404 404 200 404
case_delivery             in 404 404 200 200 200 200 404 404 404 404 200 404
case_document_add         in 404 404 200 200 200 200 404 404 404 404 403 404
case_documents            in 404 404 200 200 200 200 404 404 404 404 200 404
case_draft                in 404 404 302 403 302 403 404 404 404 404 403 404
case_emergency_review     in 404 404 403 200 200 403 404 404 404 404 403 404
case_extension            in 404 404 403 403 200 403 404 404 404 404 403 404
case_history              in 404 404 200 200 200 403 404 404 404 404 200 404
case_identity             in 404 404 200 200 200 403 404 404 404 404 200 404
case_identity_match       in 404 404 200 200 200 403 404 404 404 404 200 404
case_identity_propose     in 404 404 200 403 200 403 404 404 404 404 403 404
case_information_add      in 404 404 200 403 200 403 404 404 404 404 403 404
case_leaks                in 404 404 200 200 200 403 404 404 404 404 200 404
case_information_grade    in 404 404 200 403 200 403 404 404 404 404 403 404
case_links                in 404 404 200 200 200 403 404 404 404 404 200 404
case_move                 in 404 404 403 403 200 200 404 404 404 404 403 404
case_notes                in 404 404 200 200 200 200 404 404 404 404 200 404
case_paper                in 404 404 200 200 200 200 404 404 404 404 200 404
case_paper_release        in 404 404 403 200 403 403 404 404 404 404 403 404
case_papers               in 404 404 200 200 200 200 404 404 404 404 200 404
case_people               in 404 404 200 200 200 200 404 404 404 404 200 404
case_person_add           in 404 404 200 403 200 403 404 404 404 404 403 404
case_person_change        in 404 404 200 403 200 403 404 404 404 404 403 404
case_proposal             in 404 404 302 403 302 403 404 404 404 404 403 404
case_quick_checks         in 404 404 403 403 200 403 404 404 404 404 403 404
case_readers              in 404 404 403 403 200 403 404 404 404 404 200 404
case_record               in 404 404 403 403 200 200 404 404 404 404 403 404
case_request              in 404 404 200 200 200 403 404 404 404 404 200 404
case_request_add          in 404 404 200 403 200 403 404 404 404 404 403 404
case_research             in 404 404 200 200 200 403 404 404 404 404 200 404
case_response             in 404 404 200 403 200 403 404 404 404 404 403 404
case_restrict             in 404 404 403 403 200 403 404 404 404 404 403 404
case_review               in 404 404 403 409 403 403 404 404 404 404 403 404
case_risk                 in 404 404 200 403 200 200 404 404 404 404 403 404
case_second_look          in 404 404 403 404 404 403 404 404 404 404 403 404
case_second_look_result   in 404 404 403 403 404 403 404 404 404 404 404 404
case_sign_off             in 404 404 403 403 200 403 404 404 404 404 403 404
case_transfer_answer      in 404 404 403 403 200 403 404 404 404 404 403 404
case_visit                in 404 404 403 403 200 200 404 404 404 404 403 404
case_versions             in 404 404 200 200 200 403 404 404 404 404 200 404
case_waiting              in 404 404 200 200 200 200 404 404 404 404 403 404
case_warnings             in 404 404 200 403 200 403 404 404 404 404 403 404
document                  in 404 404 200 200 200 403 404 404 404 404 200 404
document_original         in 404 404 403 403 200 403 404 404 404 404 403 404
document_release          in 404 404 403 403 302 403 404 404 404 404 403 404
intake_about              in 404 404 302 403 302 403 403 403 403 403 403 403
intake_confirm            in 404 404 302 403 302 403 403 403 403 403 403 403
case_action               in 404 404 404 404 404 404 404 404 404 404 404 404
case_actions              in 404 404 404 404 404 404 404 404 404 404 404 404
case_return               in 404 404 404 404 404 404 404 404 404 404 404 404
case_return_answer        in 404 404 404 404 404 404 404 404 404 404 404 404
case_return_entry         in 404 404 404 404 404 404 404 404 404 404 404 404
case_returns              in 404 404 404 404 404 404 404 404 404 404 404 404
case_feedback             in 404 404 404 404 404 404 404 404 404 404 404 404
case_feedback_attempt     in 404 404 404 404 404 404 404 404 404 404 404 404
case_flag                 in 404 404 404 404 404 404 404 404 404 404 404 404
case_flags                in 404 404 404 404 404 404 404 404 404 404 404 404
case_transfer             in 404 404 404 404 404 404 404 404 404 404 404 404
case_transfer_pack        in 404 404 404 404 404 404 404 404 404 404 404 404
case_transfers            in 404 404 404 404 404 404 404 404 404 404 404 404
"""
# The control room's own draft: the first contact is recorded and not handed over.
DRAFT = """
#                        ano out ctr res dec sup off coo cha age idv aud adm
case                      in 404 200 200 200 200 404 404 404 404 404 200 404
case_alarm                in 404 200 200 200 200 404 404 404 404 404 403 404
case_allocate             in 404 403 403 403 200 404 404 404 404 404 403 404
case_application          in 404 200 200 200 200 404 404 404 404 404 200 404
case_application_change   in 404 200 200 403 200 404 404 404 404 404 403 404
case_assessment           in 404 200 200 200 200 404 404 404 404 404 403 404
case_check_record         in 404 403 409 403 409 404 404 404 404 404 403 404
case_check_excuse         in 404 403 403 403 200 404 404 404 404 404 403 404
case_checks               in 404 403 200 200 200 404 404 404 404 404 200 404
case_child                in 404 404 404 404 404 404 404 404 404 404 404 404
case_presumption          in 404 403 404 404 404 404 404 404 404 404 404 404
case_recipients           in 404 403 404 404 404 404 404 404 404 404 404 404
case_closing              in 404 403 404 404 404 404 404 404 404 404 404 404
case_contact              in 404 200 200 200 200 404 404 404 404 404 403 404
case_contact_allow        in 404 403 403 200 200 404 404 404 404 404 403 404
case_contact_attempt      in 404 200 200 200 200 404 404 404 404 404 403 404
case_contact_call_off     in 404 200 200 200 200 404 404 404 404 404 403 404
case_contact_plan         in 404 200 200 200 200 404 404 404 404 404 403 404
case_contact_planned      in 404 200 200 200 200 404 404 404 404 404 403 404
case_contact_show         in 404 200 200 200 200 404 404 404 404 404 403 404
case_copy                 in 404 403 404 404 404 404 404 404 404 404 403 404
case_dates                in 404 200 200 200 200 404 404 404 404 404 200 404
case_decision             in 404 403 200 200 200 404 404 404 404 404 200 404
case_delivery             in 404 403 200 200 200 404 404 404 404 404 200 404
case_document_add         in 404 403 200 200 200 404 404 404 404 404 403 404
case_documents            in 404 200 200 200 200 404 404 404 404 404 200 404
case_draft                in 404 403 302 403 302 404 404 404 404 404 403 404
case_emergency_review     in 404 403 403 200 200 404 404 404 404 404 403 404
case_extension            in 404 403 403 403 200 404 404 404 404 404 403 404
case_history              in 404 403 200 200 200 404 404 404 404 404 200 404
case_identity             in 404 403 200 200 200 404 404 404 404 404 200 404
case_identity_match       in 404 403 200 200 200 404 404 404 404 404 200 404
case_identity_propose     in 404 403 200 403 200 404 404 404 404 404 403 404
case_information_add      in 404 403 200 403 200 404 404 404 404 404 403 404
case_leaks                in 404 403 200 200 200 404 404 404 404 404 200 404
case_information_grade    in 404 403 200 403 200 404 404 404 404 404 403 404
case_links                in 404 403 200 200 200 404 404 404 404 404 200 404
case_move                 in 404 200 200 403 200 404 404 404 404 404 403 404
case_notes                in 404 200 200 200 200 404 404 404 404 404 200 404
case_paper                in 404 403 200 200 200 404 404 404 404 404 200 404
case_paper_release        in 404 403 403 404 404 404 404 404 404 404 403 404
case_papers               in 404 403 200 200 200 404 404 404 404 404 200 404
case_people               in 404 200 200 200 200 404 404 404 404 404 200 404
case_person_add           in 404 200 200 403 200 404 404 404 404 404 403 404
case_person_change        in 404 200 200 403 200 404 404 404 404 404 403 404
case_proposal             in 404 403 302 403 302 404 404 404 404 404 403 404
case_quick_checks         in 404 403 403 403 200 404 404 404 404 404 403 404
case_readers              in 404 403 403 403 200 404 404 404 404 404 200 404
case_record               in 404 403 403 403 200 404 404 404 404 404 403 404
case_request              in 404 403 200 200 200 404 404 404 404 404 200 404
case_request_add          in 404 403 200 403 200 404 404 404 404 404 403 404
case_research             in 404 403 200 200 200 404 404 404 404 404 200 404
case_response             in 404 403 200 403 200 404 404 404 404 404 403 404
case_restrict             in 404 403 403 403 200 404 404 404 404 404 403 404
case_review               in 404 403 403 409 403 404 404 404 404 404 403 404
case_risk                 in 404 403 200 403 200 404 404 404 404 404 403 404
case_second_look          in 404 403 403 404 404 404 404 404 404 404 403 404
case_second_look_result   in 404 403 403 403 404 404 404 404 404 404 404 404
case_sign_off             in 404 403 403 403 200 404 404 404 404 404 403 404
case_transfer_answer      in 404 403 403 403 200 404 404 404 404 404 403 404
case_visit                in 404 403 403 403 200 404 404 404 404 404 403 404
case_versions             in 404 403 200 200 200 404 404 404 404 404 200 404
case_waiting              in 404 403 200 200 200 404 404 404 404 404 403 404
case_warnings             in 404 200 200 403 200 404 404 404 404 404 403 404
intake_about              in 404 200 200 403 200 403 403 403 403 403 403 403
intake_confirm            in 404 200 200 403 200 403 403 403 403 403 403 403
case_action               in 404 404 404 404 404 404 404 404 404 404 404 404
case_actions              in 404 404 404 404 404 404 404 404 404 404 404 404
case_return               in 404 404 404 404 404 404 404 404 404 404 404 404
case_return_answer        in 404 404 404 404 404 404 404 404 404 404 404 404
case_return_entry         in 404 404 404 404 404 404 404 404 404 404 404 404
case_returns              in 404 404 404 404 404 404 404 404 404 404 404 404
case_feedback             in 404 404 404 404 404 404 404 404 404 404 404 404
case_feedback_attempt     in 404 404 404 404 404 404 404 404 404 404 404 404
case_flag                 in 404 404 404 404 404 404 404 404 404 404 404 404
case_flags                in 404 404 404 404 404 404 404 404 404 404 404 404
case_transfer             in 404 404 404 404 404 404 404 404 404 404 404 404
case_transfer_pack        in 404 404 404 404 404 404 404 404 404 404 404 404
case_transfers            in 404 404 404 404 404 404 404 404 404 404 404 404
"""


# Pages of the cases of one app are not there for a case of another: all 404. What each
# person gets on a case of their own app stands in test_marac_permissions.py.
FOREIGN = (
    "marac_conflict",
    "marac_hit",
    "marac_missing",
    "marac_opinion",
    "marac_part",
    "marac_referral",
    "marac_risk",
    "marac_screen",
    "marac_screening",
    "marac_withdrawal",
)
_NOT_THERE = "".join(f"{name} in {' 404' * 12}\n" for name in FOREIGN)
PLANNED += _NOT_THERE
DRAFT += _NOT_THERE


def read(table: str) -> dict[str, dict[str, str]]:
    """Name of an address to principal to expected answer."""
    lines = [line for line in table.splitlines() if line and not line.startswith("#")]
    rows = [line.split() for line in lines]
    return {
        name: dict(zip(PRINCIPALS, answers, strict=True)) for name, *answers in rows
    }
