"""The SQL of the seeded cases: one statement a table, the same rows every time.

Every choice comes from a hash of the case's number, never from ``random()``. Shape:
half of the cases in one busy unit, 93 % closed, four years, the open ones spread over
ten stages and a fifth of them late. What the triggers would have written (audit
hashes, histories) is not there, so these chains do not verify.
"""

from __future__ import annotations

# From received onwards; a closed case went through the first five.
STAGES = (
    "received",
    "initial_checks",
    "awaiting_meeting",
    "research",
    "decision_draft",
    "awaiting_review",
    "disclosure_planning",
    "disclosure_in_progress",
    "no_disclosure_contact",
    "aftercare",
)
# Which clock runs in each of them.
CLOCKS = {
    "received": "first_contact",
    "initial_checks": "initial_checks",
    "awaiting_meeting": "meeting",
    "research": "research",
    "decision_draft": "recommendation",
    "awaiting_review": "decision",
    "disclosure_planning": "planning",
    "disclosure_in_progress": "delivery",
    "no_disclosure_contact": "telling",
    "aftercare": "aftercare",
}
STAGE_ARRAY = "ARRAY[" + ", ".join(f"'{stage}'" for stage in STAGES) + "]"
CLOCK_ROWS = ", ".join(f"('{stage}', '{key}')" for stage, key in CLOCKS.items())
# casework.actions.opening.check_letter for the prefix CL, digit by digit.
CHECK_SUM = " + ".join(
    f"{place + 2} * substr(digits, {8 - place}, 1)::int" for place in range(8)
)
CHECK_SEED = ord("C") + ord("L")


def _share(salt: int) -> str:
    """A number from 0 to 1 that the case's number decides."""
    return f"((hashint8extended(n, {salt}) & 2147483647) / 2147483648.0::float8)"


# %(first)s is the first free id, %(sequences)s the last number given out by year.
PLAN = f"""
CREATE TEMP TABLE plan AS
WITH dice AS (
    SELECT n, %(first)s + n - 1 AS id,
        {_share(1)} < 0.93 AS is_closed, {_share(2)} AS unit_die,
        {_share(3)} AS age_die, {_share(4)} AS pace_die,
        1 + floor({_share(5)} * {len(STAGES)})::int AS step,
        {_share(6)} AS kind_die, {_share(7)} AS who_die
    FROM generate_series(1, %(cases)s::bigint) AS n
), timed AS (
    SELECT *, %(at)s::timestamptz - make_interval(secs => 86400 * CASE
            WHEN is_closed THEN 50 + 1400 * age_die ELSE 0.2 + 35 * age_die END
        ) AS received_at,
        CASE WHEN is_closed THEN 6 ELSE step END AS steps,
        %(units)s::bigint[] AS units
    FROM dice
), staged AS (
    SELECT *, CASE WHEN is_closed THEN 'closed' ELSE ({STAGE_ARRAY})[step] END AS stage,
        CASE WHEN is_closed
            THEN received_at + make_interval(secs => 86400 * (6 + 34 * pace_die))
            WHEN step = 1 THEN received_at
            ELSE received_at + (%(at)s::timestamptz - received_at) * pace_die
        END AS stage_entered_at,
        extract(year FROM received_at AT TIME ZONE 'Europe/London')::int AS year,
        CASE WHEN unit_die < 0.5 THEN units[1]
            ELSE units[2 + floor((unit_die - 0.5) * 2 * (cardinality(units) - 1))::int]
        END AS unit_id
    FROM timed
), numbered AS (
    SELECT *, lpad((year %% 100)::text, 2, '0') || lpad((
            coalesce((%(sequences)s::jsonb ->> year::text)::int, 0)
            + row_number() OVER (PARTITION BY year ORDER BY n)
        )::text, 6, '0') AS digits
    FROM staged
)
SELECT *, 'CL-' || left(digits, 2) || '-' || right(digits, 6) || '-' || substr(
        'BCDFGHJKLMNPQRSTVWXZ', 1 + ({CHECK_SEED} + {CHECK_SUM}) %% 19, 1
    ) AS reference,
    (%(crew)s::jsonb -> unit_id::text
        ->> floor(who_die * jsonb_array_length(%(crew)s::jsonb -> unit_id::text))::int
    )::bigint AS worker_id,
    (%(people)s::bigint + 2 * n - 1) AS at_risk_id,
    (%(people)s::bigint + 2 * n) AS subject_id,
    'Sampleton' || (1 + (hashint8extended(n, 8) & 1023)) AS family_at_risk,
    'Exampleby' || (1 + (hashint8extended(n, 9) & 1023)) AS family_subject
FROM numbered
"""  # noqa: S608  constants of this module

CASES = """
INSERT INTO casework_case (
    id, reference, scheme, route, unit_id, stage, stage_entered_at, owner_id,
    received_at, opened_at, opened_by_id, due_on, target_on, next_due_at,
    next_due_name, risk, immediate_risk, restricted, waiting_on, closed_at, outcome,
    lateness_cause, review_on, guidance_version, search_text, version)
SELECT id, reference, 'clares_law',
    CASE WHEN kind_die < 0.6 OR stage = 'awaiting_meeting'
        THEN 'right_to_ask' ELSE 'right_to_know' END,
    unit_id, stage, stage_entered_at,
    CASE WHEN NOT is_closed AND step > 1 THEN worker_id END,
    received_at, received_at, worker_id, day + 28, day + 28,
    CASE WHEN NOT is_closed THEN least(
        day + 29, stage_entered_at + interval '10 days') END,
    CASE WHEN is_closed THEN '' ELSE '28-day limit' END,
    (ARRAY['standard', 'standard', 'medium', 'medium', 'high'])[
        1 + floor(who_die * 5)::int],
    NOT is_closed AND kind_die < 0.002, false,
    CASE WHEN NOT is_closed AND pace_die < 0.1 THEN 'Other force''s reply' ELSE '' END,
    CASE WHEN is_closed THEN stage_entered_at END,
    CASE WHEN is_closed THEN (ARRAY['disclose_to_a', 'already_aware', 'withdrawn'])[
        1 + floor(kind_die * 3)::int] ELSE '' END,
    '', CASE WHEN is_closed THEN stage_entered_at::date + 2192 END, '2023-04',
    lower(reference || E'\\nmary ' || family_at_risk || E'\\njohn ' || family_subject),
    1 + steps
FROM plan, LATERAL (
    SELECT (received_at AT TIME ZONE 'Europe/London')::date AS day) AS d
"""

SCHEME_CASES = """
INSERT INTO disclosure_clareslawcase (
    case_ptr_id, state, decided_at, disclosed_at, told_at)
SELECT id, stage, CASE WHEN is_closed THEN stage_entered_at END, NULL,
    CASE WHEN is_closed THEN stage_entered_at END
FROM plan
"""

APPLICATIONS = """
INSERT INTO disclosure_application (
    case_id, channel, danger, incident_reference, relationship,
    relationship_as_given, relationship_evidence, reason, children, subject_knows,
    person_at_risk_knows, warned_at, submission_id)
SELECT id, '101', 'no', '', 'dating', 'together since spring', 'They live together.',
    'He would not say why he left his last home.', '', 'no', 'yes', received_at, ''
FROM plan
"""

VISITS = f"""
INSERT INTO casework_stagevisit (
    case_id, stage, entered_at, left_at, move, reason, by_id, owner_id)
SELECT id, CASE WHEN is_closed AND i = steps THEN 'closed' ELSE ({STAGE_ARRAY})[i] END,
    received_at + span * (i - 1), CASE WHEN i < steps THEN received_at + span * i END,
    CASE WHEN i = 1 THEN 'open_case' ELSE 'seeded' END, '', worker_id, worker_id
FROM plan, generate_series(1, steps) AS i, LATERAL (
    SELECT (stage_entered_at - received_at) / greatest(steps - 1, 1) AS span) AS s
"""  # noqa: S608  constants of this module

DEADLINES = f"""
INSERT INTO casework_deadline (
    case_id, key, label, cycle, rule_id, "limit", unit, started_at, due_at, met_at,
    ended_at)
SELECT v.case_id, r.key, r.label, 1, r.id, r."limit", r.unit, v.entered_at,
    v.entered_at + interval '10 days', v.left_at, NULL::timestamptz
FROM casework_stagevisit AS v
JOIN (VALUES {CLOCK_ROWS}) AS c (stage, key) ON c.stage = v.stage
JOIN casework_clockrule AS r ON r.key = c.key AND r.scheme = 'clares_law'
WHERE v.case_id >= %(first)s
UNION ALL
SELECT p.id, r.key, r.label, 1, r.id, r."limit", r.unit, p.received_at,
    p.received_at + interval '29 days', CASE WHEN p.is_closed
        THEN p.stage_entered_at END, NULL
FROM plan AS p
JOIN casework_clockrule AS r ON r.key = 'overall' AND r.scheme = 'clares_law'
"""  # noqa: S608  constants of this module

PEOPLE = """
INSERT INTO casework_person (
    id, date_of_birth, birth_as_given, sex, ethnicity, language, occupation,
    recorded_at, recorded_by_id)
SELECT at_risk_id, date '1960-01-01' + (n %% 15000)::int, '', 'female', '', '', '',
    received_at, worker_id FROM plan
UNION ALL
SELECT subject_id, date '1960-01-01' + (n * 7 %% 15000)::int, '', 'male', '', '', '',
    received_at, worker_id FROM plan
"""

NAMES = """
INSERT INTO casework_personname (person_id, kind, given, family)
SELECT at_risk_id, 'main', 'Mary', family_at_risk FROM plan
UNION ALL SELECT subject_id, 'main', 'John', family_subject FROM plan
"""

INVOLVEMENTS = """
INSERT INTO casework_involvement (case_id, person_id, part, category, note)
SELECT id, at_risk_id, 'person_at_risk', '', '' FROM plan
UNION ALL SELECT id, subject_id, 'subject', '', '' FROM plan
"""

ASSIGNMENTS = """
INSERT INTO casework_assignment (case_id, user_id, started_at, ended_at, by_id, reason)
SELECT id, worker_id, stage_entered_at, NULL, worker_id, ''
FROM plan WHERE NOT is_closed AND step > 1
"""

EVENTS_A_CASE = 6
EVENTS = f"""
INSERT INTO casework_auditevent (
    chain, sequence, case_id, actor_id, actor_name, actor_roles, action_class, verb,
    sentence, object_type, object_id, fields, reason, happened_at, recorded_at,
    previous_hash, hash)
SELECT id, i, id, worker_id, 'Bench', 'researcher',
    CASE WHEN i %% 2 = 0 THEN 'consultation' ELSE 'alteration' END,
    CASE WHEN i %% 2 = 0 THEN 'view_case' ELSE 'seeded' END, 'Seeded event', '', '',
    '[]', '', received_at + interval '1 hour' * i, received_at + interval '1 hour' * i,
    md5((id * 10 + i - 1)::text), md5((id * 10 + i)::text)
FROM plan, generate_series(1, {EVENTS_A_CASE}) AS i
"""  # noqa: S608  constants of this module

CHAINS = f"""
INSERT INTO casework_auditchain (chain, length, head)
SELECT id, {EVENTS_A_CASE}, md5((id * 10 + {EVENTS_A_CASE})::text) FROM plan
"""  # noqa: S608  constants of this module

SEQUENCES = """
INSERT INTO casework_referencesequence (scheme, year, last)
SELECT 'clares_law', year, max(right(digits, 6)::int) FROM plan GROUP BY year
ON CONFLICT (scheme, year) DO UPDATE SET last = excluded.last
"""

# In the order in which they build on each other.
STATEMENTS = (
    CASES,
    SCHEME_CASES,
    APPLICATIONS,
    VISITS,
    PEOPLE,
    NAMES,
    INVOLVEMENTS,
    ASSIGNMENTS,
    EVENTS,
    CHAINS,
    SEQUENCES,
)
# This one reads what was just written, and needs to know how much that is.
AFTER_ANALYZE = (DEADLINES,)
TABLES = (
    "casework_case",
    "disclosure_clareslawcase",
    "disclosure_application",
    "casework_stagevisit",
    "casework_deadline",
    "casework_person",
    "casework_personname",
    "casework_involvement",
    "casework_assignment",
    "casework_auditevent",
    "casework_auditchain",
    "accounts_user",
)

# A recommendation that an earlier run sent back to research stands there again.
MOVED = """
UPDATE casework_stagevisit SET stage = 'decision_draft', move = 'seeded'
WHERE left_at IS NULL AND move = 'research_further' RETURNING case_id
"""
TAKE_BACK = (
    """UPDATE disclosure_clareslawcase SET state = 'decision_draft'
    WHERE case_ptr_id = ANY(%s)""",
    "UPDATE casework_case SET stage = 'decision_draft' WHERE id = ANY(%s)",
)
