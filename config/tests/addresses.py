"""Every address of the project, and who may open it. An address that is not here fails a guard."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass

from campaigns.tests.factories import ActivityFactory
from config.tests.world import Place, World

EVERYONE = frozenset({"none", "volunteer", "coordinator", "manager", "partner", "administrator"})
COORDINATORS = frozenset({"coordinator", "manager"})
TEACHING = frozenset({"volunteer", "coordinator", "manager"})
VOLUNTEERS = frozenset({"volunteer"})
MANAGERS = frozenset({"manager"})
PLANNING = frozenset({"coordinator", "manager", "partner"})
"""Coordinators where they are invited."""
OWNING = frozenset({"manager", "partner"})
POSTING = frozenset({"volunteer", "coordinator", "manager", "partner"})


@dataclass(frozen=True)
class Address:
    """One address.

    :param allowed: the roles that may, on objects of their own place.
    :param of: what the address names in a place; none where it names nothing.
    :param words: what else stands in the address, after the number; or what finds it in a place.
    :param method: what is sent; an address that takes both is listed as GET, since both go
        through the same permission.
    :param is_shared: the programme's, such as a lesson: whoever may open one may open all.
    """

    name: str
    allowed: frozenset[str]
    of: Callable[[Place], int | uuid.UUID] | None = None
    method: str = "get"
    words: tuple[str, ...] | Callable[[Place], tuple] = ()
    is_shared: bool = False

    def arguments(self, place: Place) -> list:
        words = self.words(place) if callable(self.words) else self.words
        return [self.of(place), *words] if self.of else []


def planned(place: Place) -> int:
    return place.planned.pk


def taught(place: Place) -> int:
    return place.taught.pk


def assignment(place: Place) -> int:
    return place.planned.assignments.earliest("pk").pk


def schools_answers(place: Place) -> uuid.UUID:
    return place.schools_answers


def training(place: Place) -> int:
    return place.volunteer.trainings.get().pk


def check(place: Place) -> int:
    return place.volunteer.checks.get().pk


def note(place: Place) -> int:
    return place.volunteer.notes.get().pk


def hours(place: Place) -> int:
    return place.volunteer.weekly_times.get().pk


def away(place: Place) -> int:
    return place.volunteer.unavailabilities.get().pk


def unit(place: Place) -> int:
    return place.unit.pk


def question(place: Place) -> int:
    return place.unit.questions.earliest("pk").pk


def lesson(place: Place) -> int:
    return place.lesson.pk


def invitation(place: Place) -> int:
    return place.invitation.pk


def school(place: Place) -> int:
    return place.school.pk


def school_break(place: Place) -> int:
    return place.school_break.pk


def closure(place: Place) -> int:
    return place.closure.pk


def volunteer(place: Place) -> int:
    return place.volunteer.pk


def fill_run(place: Place) -> int:
    return place.fill_run.pk


def fill_session(place: Place) -> int:
    return place.fill_run.fill_sessions.earliest("pk").pk


def fill_proposal(place: Place) -> int:
    return place.fill_run.fill_sessions.earliest("pk").proposals.get().pk


def draft(place: Place) -> int:
    return place.draft.pk


def published(place: Place) -> int:
    return place.published.pk


def contribution(place: Place) -> int:
    return place.contribution.pk


def subscription(place: Place) -> int:
    return place.subscription.pk


def report_mail(place: Place) -> int:
    return place.subscription.mails.get().pk


def target(place: Place) -> int:
    return place.target.pk


def review(place: Place) -> int:
    return place.review.pk


def certificate(place: Place) -> int:
    return place.certificate.pk


def own_certificate(place: Place) -> int:
    """Of the volunteer of the place."""
    return place.volunteer.certificates.get().pk


def planning_run(place: Place) -> int:
    return place.planning_run.pk


def programme(place: Place) -> int:
    return place.programme.pk


def idea(place: Place) -> int:
    return place.idea.pk


def activity(place: Place) -> tuple[int]:
    return (ActivityFactory(campaign=place.campaign).pk,)


def campaign(place: Place) -> int:
    return place.campaign.pk


def workshop(place: Place) -> int:
    return place.workshop.pk


def agenda_item(place: Place) -> tuple:
    return (place.workshop.agenda.earliest("pk").pk,)


def workshop_team(place: Place) -> tuple:
    return (place.workshop.teams.earliest("pk").pk,)


def participant(place: Place) -> tuple:
    return (place.workshop.participants.earliest("pk").pk,)


def workshop_certificate(place: Place) -> tuple:
    return (place.workshop_certificate.pk,)


def organisation(place: Place) -> int:
    return place.campaign.organisation_id


def post(place: Place) -> int:
    return place.post.pk


def post_reading(place: Place) -> int:
    return place.post.readings.earliest("pk").pk


def social_account(place: Place) -> int:
    return place.post.account_id


def short_link(place: Place) -> int:
    return place.short_link.pk


def picture(place: Place) -> uuid.UUID:
    return place.picture.key


def outreach_file(place: Place) -> int:
    return place.outreach_file.pk


def letter(place: Place) -> int:
    return place.letter.pk


ADDRESSES = [
    Address("start", EVERYONE),
    Address("me", EVERYONE),
    Address("my_data", VOLUNTEERS),
    Address("my_data_download", VOLUNTEERS),
    Address("my_data_correct", VOLUNTEERS),
    Address("leave_for_good", VOLUNTEERS),
    Address("my_consents", VOLUNTEERS),
    Address("say_yes", VOLUNTEERS, None, "post"),
    Address("take_back", VOLUNTEERS, None, "post"),
    Address("my_conduct", VOLUNTEERS),
    Address("outbox:choices", EVERYONE),
    Address("outbox:list", COORDINATORS),
    Address("outbox:letter", COORDINATORS, letter),
    Address("outbox:again", COORDINATORS, letter, "post"),
    Address("outbox:folder", frozenset({"administrator"})),
    Address("sessions:list", TEACHING),
    Address("sessions:hours", VOLUNTEERS),
    Address("sessions:calendar", COORDINATORS),
    Address("sessions:calendar_events", COORDINATORS),
    Address("sessions:calendar_conflicts", COORDINATORS),
    Address("sessions:calendar_volunteers", COORDINATORS),
    Address("sessions:calendar_move", COORDINATORS, planned, "post"),
    Address("sessions:calendar_assign", COORDINATORS, planned, "post"),
    Address("sessions:calendar_undo", COORDINATORS, planned, "post"),
    Address("sessions:create", COORDINATORS),
    Address("sessions:detail", TEACHING, planned),
    Address("sessions:log", VOLUNTEERS, planned),
    Address("sessions:log_form", VOLUNTEERS, planned),
    Address("sessions:device", VOLUNTEERS),
    Address("sessions:device_sessions", VOLUNTEERS),
    Address("sessions:device_unplanned", VOLUNTEERS),
    Address("sessions:log_new", VOLUNTEERS),
    Address("sessions:ideas", TEACHING),
    Address("sessions:idea_new", VOLUNTEERS),
    Address("sessions:idea", TEACHING, idea),
    Address("sessions:idea_support", VOLUNTEERS, idea, "post"),
    Address("sessions:idea_answer", COORDINATORS, idea, "post"),
    Address("sessions:idea_lesson", COORDINATORS, idea, "post"),
    Address("sessions:answer_log", VOLUNTEERS, taught),
    Address("sessions:not_held", VOLUNTEERS, planned),
    Address("sessions:feedback", VOLUNTEERS, taught, "post"),
    Address("sessions:send_back", COORDINATORS, taught),
    Address("sessions:turn_down", COORDINATORS, taught),
    Address("sessions:edit", COORDINATORS, planned),
    Address("sessions:confirm", COORDINATORS, planned, "post"),
    Address("sessions:confirm_many", COORDINATORS),
    Address("sessions:confirmed_together", COORDINATORS, schools_answers),
    Address("sessions:cancel", COORDINATORS, planned),
    Address("sessions:assign", COORDINATORS, planned),
    Address("sessions:reschedule", COORDINATORS, planned),
    Address("sessions:plan_classes", COORDINATORS),
    Address("sessions:plan_programme", COORDINATORS),
    Address("sessions:plan_week", COORDINATORS),
    Address("sessions:plan_rows", COORDINATORS),
    Address("sessions:plan_run", COORDINATORS, planning_run),
    Address("sessions:plan_change", COORDINATORS, planning_run, "post"),
    Address("sessions:plan_create", COORDINATORS, planning_run, "post"),
    Address("sessions:plan_undo", COORDINATORS, planning_run, "post"),
    Address("sessions:plan_discard", COORDINATORS, planning_run, "post"),
    Address("sessions:templates", COORDINATORS),
    Address("sessions:template_create", COORDINATORS),
    Address("sessions:template_edit", COORDINATORS, programme),
    Address("sessions:template_remove", COORDINATORS, programme, "post"),
    Address("sessions:ask_best", COORDINATORS, planned, "post"),
    Address("sessions:remind", COORDINATORS, planned, "post"),
    Address("sessions:verify", COORDINATORS, taught, "post"),
    Address("sessions:verify_many", COORDINATORS, None, "post"),
    Address("sessions:correct", COORDINATORS, taught),
    Address("sessions:open_places", VOLUNTEERS),
    Address("sessions:fill", COORDINATORS),
    Address("sessions:fill_run", COORDINATORS, fill_run),
    Address("sessions:fill_accept", COORDINATORS, fill_run, "post"),
    Address("sessions:fill_choose", COORDINATORS, fill_session),
    Address("sessions:fill_remove", COORDINATORS, fill_proposal, "post"),
    Address("sessions:sign_up", COORDINATORS),
    Address("sessions:invite", COORDINATORS, planned, "post"),
    Address("sessions:take", VOLUNTEERS, planned, "post"),
    Address("sessions:wait", VOLUNTEERS, planned, "post"),
    Address("sessions:stop_waiting", VOLUNTEERS, planned, "post"),
    Address("sessions:cannot_come", VOLUNTEERS, planned),
    Address("sessions:accept_invitation", VOLUNTEERS, invitation, "post"),
    Address("sessions:decline_invitation", VOLUNTEERS, invitation, "post"),
    Address("sessions:withdraw_invitation", COORDINATORS, invitation, "post"),
    Address("sessions:swap_volunteer", COORDINATORS, assignment),
    Address("sessions:remove_assignment", COORDINATORS, assignment, "post"),
    Address("sessions:decline_assignment", COORDINATORS, assignment, "post"),
    Address("sessions:set_lead", COORDINATORS, assignment, "post"),
    Address("sessions:close", COORDINATORS),
    Address("sessions:closure", COORDINATORS, closure),
    Address("sessions:lift_closure", COORDINATORS, closure, "post"),
    Address("sessions:restore_closure", COORDINATORS, closure, "post"),
    Address("sessions:of_school", COORDINATORS, school),
    Address("sessions:of_volunteer", COORDINATORS, volunteer),
    Address("sessions:taught_by_school", COORDINATORS),
    Address("sessions:write", COORDINATORS),
    Address("sessions:my_feed", VOLUNTEERS),
    Address("sessions:school_feed", COORDINATORS, school),
    Address("sessions:lessons", TEACHING),
    Address("sessions:lesson", TEACHING, lesson, is_shared=True),
    Address("sessions:lesson_edit", MANAGERS, lesson),
    Address("sessions:lesson_preview", MANAGERS, lesson, "post"),
    Address("sessions:while_away", VOLUNTEERS),
    Address("campaigns:list", PLANNING),
    Address("campaigns:create", OWNING),
    Address("campaigns:detail", PLANNING, campaign),
    Address("campaigns:section", PLANNING, campaign, words=("risks",)),
    Address("campaigns:others", PLANNING, campaign, words=("risks",)),
    Address("campaigns:comment", PLANNING, campaign, "post", ("risks",)),
    Address("campaigns:settle", PLANNING, campaign, "post", ("1",)),
    Address("campaigns:step", OWNING, campaign, words=("submit",)),
    Address("campaigns:plan", PLANNING, campaign, words=("docx",)),
    Address("campaigns:copy", OWNING, campaign),
    Address("campaigns:pictures", PLANNING, campaign),
    Address("campaigns:picture_add", PLANNING, campaign),
    Address("campaigns:personas", PLANNING, campaign),
    Address("campaigns:grid", PLANNING, campaign),
    Address("campaigns:activities", PLANNING, campaign),
    Address("campaigns:activities_file", PLANNING, campaign),
    Address("campaigns:activity_events", PLANNING, campaign),
    Address("campaigns:activity_new", PLANNING, campaign),
    Address("campaigns:activities_from_channels", PLANNING, campaign, "post"),
    Address("campaigns:activity", PLANNING, campaign, words=activity),
    Address("campaigns:activity_move", PLANNING, campaign, "post", activity),
    Address("campaigns:activity_undo", PLANNING, campaign, "post", activity),
    Address("campaigns:activity_remove", PLANNING, campaign, "post", activity),
    Address("campaigns:section", PLANNING, campaign, words=("messages",)),
    Address("campaigns:section", PLANNING, campaign, words=("monitoring",)),
    Address("campaigns:check_objective", PLANNING, campaign, "post"),
    Address("campaigns:versions", PLANNING, campaign),
    Address("campaigns:message_versions", PLANNING, campaign, words=("1",)),
    Address("campaigns:version_take_back", PLANNING, campaign, "post", ("1", "1")),
    Address("campaigns:my_next_steps", PLANNING),
    Address("campaigns:next_steps", PLANNING, campaign),
    Address("campaigns:next_steps_csv", PLANNING, campaign),
    Address("campaigns:next_step", PLANNING, campaign, words=("1",)),
    Address("campaigns:next_step_state", PLANNING, campaign, "post", ("1",)),
    Address("campaigns:follow", PLANNING, campaign),
    Address("campaigns:follow_posts", PLANNING, campaign),
    Address("campaigns:follow_posts", PLANNING, campaign, "post"),
    Address("campaigns:follow_report", PLANNING, campaign, words=("csv",)),
    Address("campaigns:people", PLANNING, campaign),
    Address("campaigns:take_back", OWNING, campaign, "post", ("1",)),
    Address("campaigns:workshop", PLANNING, campaign),
    Address("workshops:list", PLANNING),
    Address("workshops:create", OWNING),
    Address("workshops:detail", PLANNING, workshop),
    Address("workshops:edit", OWNING, workshop),
    Address("workshops:delete", OWNING, workshop, "post"),
    Address("workshops:material_add", OWNING, workshop),
    Address("workshops:material_remove", OWNING, workshop, "post", ("1",)),
    Address("workshops:agenda", OWNING, workshop),
    Address("workshops:agenda_fill", OWNING, workshop, "post"),
    Address("workshops:day_move", OWNING, workshop, "post"),
    Address("workshops:item_new", OWNING, workshop),
    Address("workshops:item", OWNING, workshop, words=agenda_item),
    Address("workshops:item_remove", OWNING, workshop, "post", words=agenda_item),
    Address("workshops:exercise", PLANNING, workshop, words=agenda_item),
    Address("workshops:plans", PLANNING, workshop),
    Address("workshops:begin", OWNING, workshop, words=workshop_team),
    Address("workshops:board", PLANNING, workshop),
    Address("workshops:people", PLANNING, workshop),
    Address("workshops:person_add", OWNING, workshop, "post"),
    Address("workshops:people_paste", OWNING, workshop, "post"),
    Address("workshops:people_invite", OWNING, workshop, "post"),
    Address("workshops:person_remove", OWNING, workshop, "post", words=participant),
    Address("workshops:organisation_add", OWNING, workshop, "post"),
    Address("workshops:organisation_remove", OWNING, workshop, "post", words=workshop_team),
    Address("workshops:facilitator_add", OWNING, workshop, "post"),
    Address("workshops:facilitator_remove", OWNING, workshop, "post", ("1",)),
    Address("workshops:attendance", PLANNING, workshop),
    Address("workshops:attendance_note", PLANNING, workshop, "post", words=participant),
    Address("workshops:signatures", PLANNING, workshop),
    Address("workshop_certificates", PLANNING, workshop),
    Address("workshop_certificates_all", OWNING, workshop, "post"),
    Address("workshop_certificate_issue", OWNING, workshop, "post", participant),
    Address("workshop_certificate_pdf", PLANNING, workshop, words=workshop_certificate),
    Address("workshop_person_erase", OWNING, workshop, words=participant),
    Address("workshops:next_steps", PLANNING, workshop),
    Address("workshops:next_steps_csv", PLANNING, workshop),
    Address("workshops:next_step", PLANNING, workshop, words=("1",)),
    Address("workshops:next_step_state", PLANNING, workshop, "post", ("1",)),
    Address("campaigns:organisations", MANAGERS),
    Address("campaigns:organisation_create", MANAGERS),
    Address("campaigns:organisation", MANAGERS, organisation),
    Address("campaigns:organisation_edit", MANAGERS, organisation),
    Address("campaigns:member_remove", MANAGERS, organisation, "post", ("1",)),
    Address("outreach:posts", POSTING),
    Address("outreach:post_new", POSTING),
    Address("outreach:post", POSTING, post),
    Address("outreach:post_edit", POSTING, post),
    Address("outreach:post_publish", POSTING, post, "post"),
    Address("outreach:post_answer", COORDINATORS, post, "post"),
    Address("outreach:reading_add", POSTING, post, "post"),
    Address("outreach:reading", POSTING, post_reading),
    Address("outreach:post_picture_add", POSTING, post),
    Address("outreach:picture", POSTING, picture),
    Address("outreach:picture_file", POSTING, picture, words=("small",)),
    Address("outreach:picture_take_away", POSTING, picture, "post"),
    Address("outreach:figures", PLANNING),
    Address("outreach:accounts", PLANNING),
    Address("outreach:account", PLANNING, social_account),
    Address("outreach:account_new", OWNING),
    Address("outreach:account_edit", OWNING, social_account),
    Address("outreach:followers_add", OWNING, social_account, "post"),
    Address("outreach:reach_add", OWNING, social_account, "post"),
    Address("outreach:links", PLANNING),
    Address("outreach:link", PLANNING, short_link),
    Address("outreach:link_new", PLANNING),
    Address("outreach:link_edit", PLANNING, short_link),
    Address("outreach:link_code", PLANNING, short_link, words=("svg",)),
    Address("outreach:files", PLANNING),
    Address("outreach:file", PLANNING, outreach_file),
    Address("outreach:file_take", PLANNING, outreach_file, "post"),
    Address("outreach:rules", MANAGERS),
    Address("schools:list", COORDINATORS),
    Address("schools:detail", COORDINATORS, school),
    Address("schools:move", MANAGERS, school),
    Address("schools:bells", COORDINATORS, school),
    Address("schools:calendar", COORDINATORS),
    Address("schools:break_create", COORDINATORS),
    Address("schools:breaks_usual", MANAGERS, None, "post"),
    Address("schools:break_edit", COORDINATORS, school_break),
    Address("schools:break_remove", COORDINATORS, school_break, "post"),
    Address("volunteers:list", COORDINATORS),
    Address("volunteers:detail", COORDINATORS, volunteer),
    Address("volunteers:guardian", COORDINATORS, volunteer),
    Address("volunteers:ask_guardian", COORDINATORS, volunteer, "post"),
    Address("volunteers:record_consent", COORDINATORS, volunteer),
    Address("volunteers:record_training", COORDINATORS, volunteer),
    Address("volunteers:record_check", COORDINATORS, volunteer),
    Address("volunteers:record_hours", COORDINATORS, volunteer),
    Address("volunteers:record_away", COORDINATORS, volunteer),
    Address("volunteers:board", COORDINATORS),
    Address("volunteers:move", COORDINATORS, None, "post"),
    Address("volunteers:write_note", COORDINATORS, volunteer, "post"),
    Address("volunteers:remove_note", COORDINATORS, note, "post"),
    Address("volunteers:erase", MANAGERS, volunteer),
    Address("volunteers:wish", COORDINATORS, volunteer),
    Address("volunteers:remove_training", COORDINATORS, training, "post"),
    Address("volunteers:remove_check", COORDINATORS, check, "post"),
    Address("volunteers:remove_hours", COORDINATORS, hours, "post"),
    Address("volunteers:remove_away", COORDINATORS, away, "post"),
    Address("training:home", TEACHING),
    Address("training:unit", TEACHING, unit, is_shared=True),
    Address("training:create", MANAGERS),
    Address("training:preview", MANAGERS, None, "post"),
    Address("training:edit", MANAGERS, unit),
    Address("training:move", MANAGERS, unit, "post"),
    Address("training:create_question", MANAGERS, unit),
    Address("training:edit_question", MANAGERS, question),
    Address("training:move_question", MANAGERS, question, "post"),
    Address("training:remove_question", MANAGERS, question, "post"),
    Address("times:home", VOLUNTEERS),
    Address("times:add_hours", VOLUNTEERS),
    Address("times:add_away", VOLUNTEERS),
    Address("times:wish", VOLUNTEERS),
    Address("times:remove_hours", VOLUNTEERS, hours, "post"),
    Address("times:remove_away", VOLUNTEERS, away, "post"),
    Address("reports:behind", COORDINATORS),
    Address("reports:impact", COORDINATORS),
    Address("reports:count", COORDINATORS, None, "post"),
    Address("reports:export", COORDINATORS),
    Address("reports:outreach_csv", COORDINATORS),
    Address("reports:exports", COORDINATORS),
    Address("reports:certificates_of_school", COORDINATORS, school),
    Address("reports:certificates_of_volunteer", COORDINATORS, volunteer),
    Address("my_certificates", VOLUNTEERS),
    Address("my_certificate_pdf", VOLUNTEERS, own_certificate),
    Address("my_certificate_take_back", VOLUNTEERS, own_certificate, "post"),
    Address("reports:certificate_pdf", COORDINATORS, certificate),
    Address("reports:certificate_revoke", MANAGERS, certificate),
    Address("reports:subscriptions", MANAGERS),
    Address("reports:subscription", MANAGERS, subscription),
    Address("reports:subscription_stop", MANAGERS, subscription, "post"),
    Address("reports:subscription_resume", MANAGERS, subscription, "post"),
    Address("reports:mail_again", MANAGERS, report_mail, "post"),
    Address("reports:goals", COORDINATORS),
    Address("reports:contribution_create", MANAGERS),
    Address("reports:contribution_edit", MANAGERS, contribution),
    Address("reports:contribution_remove", MANAGERS, contribution, "post"),
    Address("reports:targets", COORDINATORS),
    Address("reports:target_create", MANAGERS),
    Address("reports:target_edit", MANAGERS, target),
    Address("reports:target_remove", MANAGERS, target, "post"),
    Address("reports:freshness", COORDINATORS),
    Address("reports:headline", COORDINATORS),
    Address("reports:quality", COORDINATORS),
    Address("reports:quality_summary", COORDINATORS),
    Address("reports:quality_review", COORDINATORS, None, "post"),
    Address("reports:quality_take_back", COORDINATORS, review, "post"),
    Address("reports:publications", MANAGERS),
    Address("reports:publication_create", MANAGERS),
    Address("reports:publication", MANAGERS, published),
    Address("reports:publication_edit", MANAGERS, draft),
    Address("reports:publication_preview", MANAGERS, draft, "post"),
    Address("reports:publication_submit", MANAGERS, draft, "post"),
    Address("reports:publication_take_back", MANAGERS, draft, "post"),
    Address("reports:publication_take_over", MANAGERS, draft, "post"),
    Address("reports:publication_discard", MANAGERS, draft, "post"),
    Address("reports:publication_again", MANAGERS, draft, "post"),
    Address("reports:publication_approve", MANAGERS, published, "post"),
    Address("reports:publication_send_back", MANAGERS, published),
    Address("reports:publication_withdraw", MANAGERS, published),
    Address("reports:publication_open", MANAGERS, published, "post"),
    Address("reports:publication_close", MANAGERS, published, "post"),
    Address("reports:publication_edition", MANAGERS, published, "post"),
    Address("reports:publication_document", MANAGERS, published),
    Address("reports:publication_file", MANAGERS, published, words=("pdf",)),
    Address("reports:differences", MANAGERS, published),
    Address("reports:publication_compare", MANAGERS, published, "post"),
    Address("reports:impact_headline", frozenset({"manager", "partner"})),
    Address("transfers:list", EVERYONE),
    Address("transfers:import", MANAGERS),
]

OF_ONE_S_OWN = ["transfers:job", "transfers:continue", "transfers:download", "reports:export_file"]
"""Addresses of jobs: the owner's only; a test of their own tries them."""

OPEN = {
    "guardian",
    "healthz",
    "offline",
    "join:confirm",
    "join:sent",
    "join:start",
    "join:step",
    "readyz",
    "reports:open",
    "reports:open_embed",
    "reports:open_file",
    "sessions:feed",
    "short_link",
    "set_language",
    "verify",
    "verify_any",
}
"""Open to the world; each view says why (``open_to_all``)."""

BY_KIND_OF_JOB = ["transfers:request"]
"""The kind of job in the address says who may; a test of its own tries them."""

OF_LIBRARIES = ("admin:", "account_", "mfa_")
"""Namespaces of the admin site and the login library, which guard their own pages; tests of
their own try the doors."""


def expected_status(world: World, role: str, address: Address, place: Place) -> str:
    """``login``, ``refused``, ``hidden`` or ``open``."""
    if role == "signed_out":
        return "login"
    if role not in address.allowed:
        return "refused"
    sees = place is world.own or role == "manager" or not address.of or address.is_shared
    return "open" if sees else "hidden"
