"""Volunteers and their enrolments from CSV files."""

import datetime

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from regions.choices import Language
from regions.folding import FOLD_SQL
from transfers.imports.columns import Column, Parse, WrongCell, choice, date, several, text
from transfers.imports.faults import shown
from transfers.imports.kinds import Counts, ImportKind
from transfers.imports.references import match_regions, note_repeated
from transfers.imports.runs import Import
from volunteers.ages import turns
from volunteers.models import StaffingLimits, Volunteer
from volunteers.triggers import HOLD_CONSENTS_OF_VOLUNTEERS, in_force

MAX_EMAIL = 254
is_email = EmailValidator()

YOUNGEST, OLDEST = 5, 100
"""Years at joining that are believed; the programme's own bounds are not the database's."""


def email() -> Parse:
    """An e-mail address, in lower case; none with what separates several of them."""
    fits = text(MAX_EMAIL)

    def parse(cell: str) -> str:
        address = fits(cell).lower()
        try:
            is_email(address)
        except ValidationError:
            address = ""
        if not address or any(sign in address for sign in ' ";,'):
            raise WrongCell(
                _("“%(value)s” is not an e-mail address. Write it as name@example.org.")
                % {"value": shown(cell)}
            )
        return address

    return parse


_IS_YOUNG = f"{turns('%(guardian_age)s', 's.birth_date')} > %(today)s"


def check(run: Import) -> None:
    match_regions(run)
    note_repeated(run, "email", "nullif(email, '')", "email")
    run.table(
        "project_of",
        f"""
        SELECT DISTINCT p.code AS cell, k.id FROM staged s
        CROSS JOIN unnest(string_to_array(s.projects, ';')) AS p (code)
        LEFT JOIN volunteers_project k ON k.code = {FOLD_SQL.format("p.code")}
        """,
    )
    run.note(
        "projects",
        _("“%(value)s” is no known project. The projects are: %(other)s."),
        """
        SELECT s.line, m.cell,
            (SELECT string_agg(code, ', ' ORDER BY code) FROM volunteers_project)
        FROM staged s CROSS JOIN unnest(string_to_array(s.projects, ';')) AS p (code)
        JOIN project_of m ON m.cell = p.code WHERE m.id IS NULL
        """,
    )
    run.note(
        "guardian_email",
        _(
            "This is the volunteer's own address. Give that of a parent or guardian, or leave the "
            "cell empty."
        ),
        """
        SELECT line, guardian_email, NULL FROM staged
        WHERE guardian_email <> '' AND guardian_email = email
        """,
    )
    run.note(
        "birth_date",
        _(
            "Born on %(value)s, joined on %(other)s: that makes no plausible age. Correct one of "
            "the two."
        ),
        """
        SELECT line, birth_date::text, joined::text FROM staged
        WHERE joined < birth_date + make_interval(years => %(youngest)s)
            OR joined >= birth_date + make_interval(years => %(oldest)s)
        """,
        youngest=YOUNGEST,
        oldest=OLDEST,
    )
    run.note(
        "birth_date",
        _(
            "%(other)s is active, and who was born on %(value)s needs a guardian's consent, which "
            "is not recorded. Record it first, or correct the date."
        ),
        f"""
        SELECT s.line, s.birth_date::text, k.email
        FROM staged s JOIN volunteers_volunteer k ON k.email = s.email
        WHERE k.status = 'active' AND {_IS_YOUNG} AND NOT {in_force("guardian", "k.id")}
        """,
        guardian_age=StaffingLimits.now().guardian_consent_under_age,
        today=run.today,
    )


def count(run: Import) -> Counts:
    run.table(
        "planned",
        f"""
        SELECT s.line, s.email, s.first_name, s.last_name, s.birth_date, s.joined,
            {_IS_YOUNG} AS is_young,
            coalesce(nullif(s.guardian_name, ''), k.guardian_name, '') AS guardian_name,
            coalesce(nullif(s.guardian_email, ''), k.guardian_email, '') AS guardian_email,
            r.id AS region_id, string_to_array(s.languages, ';')::varchar[] AS languages, k.id,
            (k.first_name, k.last_name, k.birth_date, k.joined_date, k.region_id, k.languages,
                k.guardian_name, k.guardian_email)
            IS DISTINCT FROM
            (s.first_name, s.last_name, s.birth_date, s.joined, r.id,
                string_to_array(s.languages, ';')::varchar[],
                coalesce(nullif(s.guardian_name, ''), k.guardian_name),
                coalesce(nullif(s.guardian_email, ''), k.guardian_email)) AS is_changed
        FROM staged s JOIN region_of r ON r.cell = s.region
        LEFT JOIN volunteers_volunteer k ON k.email = s.email
        """,
        guardian_age=StaffingLimits.now().guardian_consent_under_age,
        today=run.today,
    )
    run.table(
        "membership",
        """
        SELECT DISTINCT p.email, s.joined, m.id AS project_id
        FROM planned p JOIN staged s ON s.line = p.line
        CROSS JOIN unnest(string_to_array(s.projects, ';')) AS c (code)
        JOIN project_of m ON m.cell = c.code
        """,
    )
    # What becomes of each enrolment: begun, taken up again, ended; those that stay are left out.
    run.table(
        "enrolling",
        """
        SELECT p.email, m.project_id, m.joined, e.id,
            CASE WHEN e.id IS NULL THEN 'begin' WHEN m.email IS NULL THEN 'end' ELSE 'resume' END
            AS what
        FROM planned p
        JOIN (
            SELECT m.email, m.project_id, m.joined, m.email AS owner FROM membership m
            UNION ALL
            SELECT NULL, e.project_id, NULL, v.email
            FROM volunteers_enrolment e JOIN volunteers_volunteer v ON v.id = e.volunteer_id
            JOIN planned p ON p.id = v.id
            WHERE e.left_date IS NULL AND NOT EXISTS (
                SELECT FROM membership m
                WHERE m.email = v.email AND m.project_id = e.project_id
            )
        ) m ON m.owner = p.email
        LEFT JOIN volunteers_enrolment e
            ON e.volunteer_id = p.id AND e.project_id = m.project_id
        WHERE e.id IS NULL OR m.email IS NULL OR e.left_date IS NOT NULL
        """,
    )
    run.cursor.execute(
        """
        SELECT count(*) FILTER (WHERE p.id IS NULL),
            count(*) FILTER (WHERE p.id IS NOT NULL AND (p.is_changed OR e.email IS NOT NULL)),
            count(*) FILTER (WHERE p.id IS NOT NULL AND NOT p.is_changed AND e.email IS NULL)
        FROM planned p LEFT JOIN (SELECT DISTINCT email FROM enrolling) e ON e.email = p.email
        """
    )
    new, changed, unchanged = run.cursor.fetchone()
    more = _enrolment_counts(run) | _waiting_count(run)
    return Counts(new=new, changed=changed, unchanged=unchanged, more=more)


def _waiting_count(run: Import) -> dict[str, int]:
    run.cursor.execute("SELECT count(*) FROM planned WHERE id IS NULL AND is_young")
    return {_("waiting for a guardian's consent"): run.cursor.fetchone()[0]}


def _enrolment_counts(run: Import) -> dict[str, int]:
    run.cursor.execute(
        "SELECT count(*) FILTER (WHERE what <> 'end'), count(*) FILTER (WHERE what = 'end')"
        " FROM enrolling"
    )
    begun, ended = run.cursor.fetchone()
    return {_("enrolments begun"): begun, _("enrolments ended"): ended}


def write(run: Import) -> None:
    # Volunteers are there a moment before their consents.
    held = ", ".join(trigger.get_pgid(Volunteer) for trigger in HOLD_CONSENTS_OF_VOLUNTEERS)
    run.execute(f"SET CONSTRAINTS {held} DEFERRED")
    run.execute(
        """
        INSERT INTO volunteers_volunteer (email, first_name, last_name, birth_date, region_id,
            languages, status, joined_date, guardian_name, guardian_email)
        SELECT email, first_name, last_name, birth_date, region_id, languages,
            CASE WHEN is_young THEN 'applied' ELSE 'active' END, joined, guardian_name,
            guardian_email
        FROM planned WHERE id IS NULL ORDER BY line
        """
    )
    run.execute(
        """
        UPDATE volunteers_volunteer k SET
            first_name = p.first_name, last_name = p.last_name, birth_date = p.birth_date,
            region_id = p.region_id, languages = p.languages, joined_date = p.joined,
            guardian_name = p.guardian_name, guardian_email = p.guardian_email
        FROM planned p WHERE p.id = k.id AND p.is_changed
        """
    )
    _write_enrolments(run)
    _take_over(run)


def _take_over(run: Import) -> None:
    """Whoever brings the file vouches for what their records say: who has agreed and is trained.

    For a guardian nobody else can vouch: who needs one's consent waits for it. A consent that was
    taken back, or a volunteer who is here already, stays as it is.
    """
    run.execute(
        """
        INSERT INTO volunteers_consent (volunteer_id, kind, text_version, method, given_by,
            given_at)
        SELECT v.id, 'participation', 'taken over', 'taken_over', '',
            least(p.joined::timestamp AT TIME ZONE %(time_zone)s, now())
        FROM planned p JOIN volunteers_volunteer v ON v.email = p.email
        WHERE p.id IS NULL
        """,
        time_zone=settings.TIME_ZONE,
    )
    run.execute(
        """
        INSERT INTO volunteers_training (volunteer_id, project_id, passed_date, how,
            recorded_by_id, note)
        SELECT v.id, e.project_id, e.joined, 'taken_over', %(by)s, ''
        FROM enrolling e JOIN volunteers_volunteer v ON v.email = e.email
        WHERE e.what = 'begin' AND NOT EXISTS (
            SELECT FROM volunteers_training t
            WHERE t.volunteer_id = v.id AND t.project_id = e.project_id
        )
        """,
        by=run.by.pk,
    )


def _write_enrolments(run: Import) -> None:
    run.execute(
        """
        INSERT INTO volunteers_enrolment (volunteer_id, project_id, joined_date)
        SELECT v.id, e.project_id, e.joined
        FROM enrolling e JOIN volunteers_volunteer v ON v.email = e.email
        WHERE e.what = 'begin'
        """
    )
    run.execute(
        """
        UPDATE volunteers_enrolment k SET left_date = NULL
        FROM enrolling e WHERE e.id = k.id AND e.what = 'resume'
        """
    )
    # Who leaves before having begun was never a member.
    run.execute(
        """
        DELETE FROM volunteers_enrolment k USING enrolling e
        WHERE e.id = k.id AND e.what = 'end' AND k.joined_date > %(today)s
        """,
        today=run.today,
    )
    run.execute(
        """
        UPDATE volunteers_enrolment k SET left_date = %(today)s
        FROM enrolling e WHERE e.id = k.id AND e.what = 'end'
        """,
        today=run.today,
    )


VOLUNTEERS = ImportKind(
    name="volunteers",
    label=gettext_lazy("Volunteers"),
    unit=gettext_lazy("volunteers"),
    columns=(
        Column("email", email()),
        Column("first_name", text(100)),
        Column("last_name", text(100)),
        Column("birth_date", date(), "date"),
        Column("region", text(200)),
        Column("languages", several(choice(Language.values)), is_list=True),
        Column("projects", several(text(10)), is_required=False, is_list=True),
        Column("joined", date(datetime.date(1990, 1, 1)), "date"),
        Column("guardian_name", text(200), is_required=False, may_be_absent=True),
        Column("guardian_email", email(), is_required=False, may_be_absent=True),
    ),
    tables=("volunteers_volunteer", "volunteers_enrolment"),
    check=check,
    count=count,
    write=write,
)
