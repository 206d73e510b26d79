"""Workshops: who organises and sees them, the agenda, people, exercises, the board, attendance."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.permissions import Role
from accounts.tests.factories import OrganisationFactory, make_user
from campaigns.models import Campaign, CampaignAccess, Workshop
from campaigns.tests.factories import CampaignFactory
from campaigns.tests.workshops import (
    add_team,
    grow_workshop,
    make_item,
    make_participant,
    make_workshop,
)
from campaigns.workshops.agenda import agenda_of, fill_agenda, move_day, now_and_next
from campaigns.workshops.attendance import note_presence
from campaigns.workshops.board import board_of, version_of
from campaigns.workshops.choices import ItemKind
from campaigns.workshops.inviting import send_invitations, words_of_invitation
from campaigns.workshops.people import (
    Row,
    add_participants,
    forget_participant,
    read_rows,
    remove_participant,
)
from campaigns.workshops.services import (
    begin_plan,
    change_workshop,
    create_workshop,
    name_facilitator,
    remove_facilitator,
    remove_organisation,
)
from outbox.models import Letter
from sessions.errors import NotNow, Refusal
from volunteers.privacy.retention import keep_no_longer

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)


@pytest.fixture
def manager():
    return make_user(Role.MANAGER)


@pytest.fixture
def workshop():
    return make_workshop()


def test_workshop_is_visible_to_organisers_facilitators_and_those_invited(workshop):
    guest_team = add_team(workshop)
    coordinator = make_user(Role.COORDINATOR)
    workshop.facilitators.create(user=coordinator)
    named = make_user(Role.COORDINATOR)
    make_participant(guest_team, user=named, name="A guest")
    seeing = [
        make_user(Role.MANAGER),
        make_user(Role.PARTNER, organisation=workshop.organisation),
        make_user(Role.PARTNER, organisation=guest_team.organisation),
        coordinator,
        named,
    ]
    not_seeing = [make_user(Role.PARTNER), make_user(Role.COORDINATOR), make_user(Role.VOLUNTEER)]
    for user in seeing:
        assert workshop in Workshop.objects.visible_to(user)
    for user in not_seeing:
        assert workshop not in Workshop.objects.visible_to(user)


@pytest.mark.parametrize(
    ("name", "least"),
    [
        ("detail", "guest"),
        ("people", "guest"),
        ("plans", "guest"),
        ("board", "facilitator"),
        ("attendance", "facilitator"),
        ("signatures", "facilitator"),
        ("agenda", "host"),
        ("edit", "host"),
        ("item_new", "host"),
        ("material_add", "host"),
    ],
)
def test_page_as_each_kind_of_partner(client, workshop, name, least):
    team = add_team(workshop)
    leading = make_user(Role.PARTNER)
    workshop.facilitators.create(user=leading)
    ranks = ["foreign", "guest", "facilitator", "host"]
    people = {
        "foreign": make_user(Role.PARTNER),
        "guest": make_user(Role.PARTNER, organisation=team.organisation),
        "facilitator": leading,
        "host": make_user(Role.PARTNER, organisation=workshop.organisation),
    }
    for rank, user in people.items():
        client.force_login(user)
        status = client.get(reverse(f"workshops:{name}", args=[workshop.pk])).status_code
        if rank == "foreign":
            assert status == 404
        else:
            assert status == (200 if ranks.index(rank) >= ranks.index(least) else 403), rank


def test_workshop_for_a_foreign_organisation_is_refused_and_the_own_gets_an_agenda():
    partner = make_user(Role.PARTNER)
    fields = {
        "title": "Three days",
        "start_date": datetime.date(2030, 3, 5),
        "end_date": datetime.date(2030, 3, 7),
    }
    with pytest.raises(PermissionDenied):
        create_workshop(
            Workshop(organisation=OrganisationFactory(), **fields), by=partner, with_agenda=True
        )
    own = partner.granted[0].organisation
    made = create_workshop(Workshop(organisation=own, **fields), by=partner, with_agenda=True)
    assert {item.date for item in made.agenda.all()} == set(made.days)
    assert {"audiences", "personas", "messages", "channels", "objectives", "monitoring"} <= set(
        made.agenda.values_list("section", flat=True)
    )
    with pytest.raises(NotNow):
        fill_agenda(made, by=partner)


def test_agenda_moves_with_the_first_day_but_not_away_from_who_was_there(workshop, manager):
    later = make_workshop(start_date=timezone.localdate() + 30 * DAY)
    later.participants.get().days_present.all().delete()
    meeting = make_item(later, date=later.end_date + 9 * DAY, kind=ItemKind.MEETING)
    later.start_date, later.end_date = later.start_date + 7 * DAY, later.end_date + 7 * DAY
    change_workshop(later, by=manager)
    assert [day.date for day in agenda_of(later)] == [*later.days, meeting.date + 7 * DAY]
    workshop.start_date, workshop.end_date = workshop.start_date + DAY, workshop.end_date + DAY
    with pytest.raises(Refusal, match="present"):
        change_workshop(workshop, by=manager)


def test_day_changes_places_with_its_neighbour(workshop, manager):
    first, second, third = workshop.days
    make_item(workshop, date=first, title="Only on the first")
    move_day(workshop, first, by=manager, days=1)
    assert workshop.agenda.get(title="Only on the first").date == second
    assert workshop.agenda.filter(date=first).count() == 1
    with pytest.raises(NotNow):
        move_day(workshop, third, by=manager, days=1)


def test_what_is_on_now_is_marked(workshop):
    now = timezone.localtime()
    workshop.agenda.all().delete()
    on = make_item(workshop, starts=datetime.time(0), ends=datetime.time(23, 59), date=now.date())
    found, coming = now_and_next(agenda_of(workshop))
    assert found == on
    assert coming is None


PASTED = "Aliya Mukanova\tMinistry of Work\tALIYA@example.org\nPavel Li; ministry of work\n\n"


def test_pasted_rows_are_read_and_their_organisation_takes_part(workshop, manager):
    organisation = OrganisationFactory(name_en="Ministry of Work")
    user = make_user(Role.PARTNER, email="aliya@example.org")
    rows, faults = read_rows(PASTED, workshop)
    assert not faults
    add_participants(workshop, rows, by=manager)
    made = workshop.participants.filter(organisation=organisation).order_by("name")
    assert [(one.name, one.email, one.user) for one in made] == [
        ("Aliya Mukanova", "aliya@example.org", user),
        ("Pavel Li", "", None),
    ]
    assert workshop.teams.filter(organisation=organisation).exists()


def test_pasted_rows_with_a_fault_name_the_line_and_write_nothing(client, workshop, manager):
    OrganisationFactory(name_en="Ministry of Work")
    client.force_login(manager)
    text = (
        "A, Ministry of Work, a@example.org\nB, Nobody, b@example.org\n"
        "C, Ministry of Work, c@\nD, Ministry of Work, A@example.org\n, Ministry of Work,"
    )
    before = workshop.participants.count()
    response = client.post(reverse("workshops:people_paste", args=[workshop.pk]), {"rows": text})
    assert response.status_code == 422
    page = response.content.decode()
    for words in ("Line 2: no organisation", "Line 3:", "Line 4:", "Line 5: the name"):
        assert words in page
    assert workshop.participants.count() == before


def test_person_who_was_there_stays_and_can_be_forgotten(workshop, manager):
    present = workshop.participants.get()
    with pytest.raises(NotNow):
        remove_participant(workshop, present.pk, by=manager)
    forget_participant(present)
    present.refresh_from_db()
    assert (present.name, present.email, str(present)) == ("", "", "a former participant")
    team = workshop.teams.get()
    with pytest.raises(NotNow):
        remove_organisation(workshop, team.pk, by=manager)
    new = make_participant(team, name="Late")
    remove_participant(workshop, new.pk, by=manager)
    assert not workshop.participants.filter(pk=new.pk).exists()


def test_plan_begun_twice_is_one_and_opens_to_who_facilitates(workshop):
    team = add_team(workshop)
    partner = make_user(Role.PARTNER, organisation=team.organisation)
    coordinator = make_user(Role.COORDINATOR)
    workshop.facilitators.create(user=coordinator, level="comment")
    first = begin_plan(team, by=partner, template="families")
    assert begin_plan(team, by=partner) == first
    assert Campaign.objects.filter(organisation=team.organisation).count() == 1
    assert CampaignAccess.objects.get(campaign=first, user=coordinator).level == "comment"
    with pytest.raises(PermissionDenied):
        begin_plan(add_team(workshop), by=partner)


def test_invitation_by_the_organisation_itself_outlives_the_workshop(workshop, manager):
    campaign, coordinator = CampaignFactory(), make_user(Role.COORDINATOR)
    campaign.access.create(user=coordinator, level="edit")
    add_team(workshop, campaign.organisation, campaign)
    named = name_facilitator(workshop, coordinator.email, level="comment", by=manager)
    assert campaign.access.get().level == "edit"
    remove_facilitator(workshop, named.pk, by=manager)
    assert campaign in Campaign.objects.visible_to(coordinator)


def test_address_that_is_too_long_is_told_at_its_line(workshop):
    OrganisationFactory(name_en="Ministry of Work")
    rows, faults = read_rows(f"Aida; Ministry of Work; {'a' * 250}@example.org", workshop)
    assert not rows
    assert "e-mail address" in faults[0]


def test_facilitator_named_later_gets_the_plans_and_loses_them_when_removed(workshop, manager):
    campaign = CampaignFactory()
    add_team(workshop, campaign.organisation, campaign)
    coordinator = make_user(Role.COORDINATOR)
    named = name_facilitator(workshop, coordinator.email, level="edit", by=manager)
    assert campaign in Campaign.objects.visible_to(coordinator)
    remove_facilitator(workshop, named.pk, by=manager)
    assert campaign not in Campaign.objects.visible_to(coordinator)
    with pytest.raises(Refusal):
        name_facilitator(workshop, "nobody@example.org", level="edit", by=manager)


def test_exercise_leads_into_the_own_plan(client, workshop):
    team = add_team(workshop)
    item = workshop.agenda.first()
    client.force_login(make_user(Role.PARTNER, organisation=team.organisation))
    url = reverse("workshops:exercise", args=[workshop.pk, item.pk])
    response = client.get(url)
    begin = reverse("workshops:begin", args=[workshop.pk, team.pk])
    assert response.headers["Location"] == f"{begin}?section=problem"
    response = client.post(f"{begin}?section=problem", {"start": "empty", "title": "Ours"})
    campaign = Campaign.objects.get(title="Ours")
    section = reverse("campaigns:section", args=[campaign.pk, "problem"])
    assert response.headers["Location"] == section
    assert client.get(url).headers["Location"] == section


def test_board_says_nothing_until_something_has_changed(client, workshop, manager):
    campaign = CampaignFactory()
    add_team(workshop, campaign.organisation, campaign)
    client.force_login(manager)
    url = reverse("workshops:board", args=[workshop.pk])
    headers = {"HX-Request": "true"}
    seen = f"?seen={version_of(workshop)}"
    with CaptureQueriesContext(connection) as asked:
        assert client.get(url + seen, headers=headers).status_code == 204
    assert len(asked) < 15
    campaign.sheets.create(kind="risks", version=1)
    assert client.get(url + seen, headers=headers).status_code == 200


def test_board_asks_as_many_questions_for_one_plan_as_for_many(workshop, manager):
    grow_workshop(workshop)
    assert manager.sees_all_regions  # asked once a request
    with CaptureQueriesContext(connection) as few:
        board_of(workshop, manager)
    for _number in range(3):
        grow_workshop(workshop)
    with CaptureQueriesContext(connection) as many:
        lines = board_of(workshop, manager)
    assert len(many) == len(few)
    assert sum(line.may_open for line in lines) == 4


def test_presence_is_noted_once_and_undone(client, workshop, manager):
    person = workshop.participants.get()
    client.force_login(manager)
    url = reverse("workshops:attendance_note", args=[workshop.pk, person.pk])
    today = workshop.start_date.isoformat()
    for there, days in (("0", 0), ("1", 1), ("1", 1), ("0", 0)):
        client.post(url, {"day": today, "there": there}, headers={"HX-Request": "true"})
        assert person.days_present.count() == days
    with pytest.raises(NotNow, match="not come yet"):
        note_presence(person, workshop.end_date, is_there=True, by=manager)


@pytest.mark.parametrize("name", ["Aya", "Aya 😀 中\x1b"])
def test_list_to_sign_is_a_document(client, workshop, manager, name):
    workshop.participants.update(name=name)
    client.force_login(manager)
    response = client.get(reverse("workshops:signatures", args=[workshop.pk]))
    assert response.content.startswith(b"%PDF")
    assert b"pdfuaid" in response.content


def test_invitation_is_written_once_to_who_has_an_address(workshop, manager):
    team = workshop.teams.get()
    add_participants(workshop, [Row("A", team.organisation, "a@example.org")], by=manager)
    send_invitations(workshop, by=manager)
    with pytest.raises(NotNow, match="already"):
        send_invitations(workshop, by=manager)
    letter = Letter.objects.get(kind="workshop_invitation")
    assert letter.address == "a@example.org"


def test_invitation_says_when_where_and_for_whom(workshop, manager):
    team = workshop.teams.get()
    partner = make_user(Role.PARTNER, organisation=team.organisation)
    (one,) = add_participants(workshop, [Row("A", team.organisation, partner.email)], by=manager)
    send_invitations(workshop, by=manager)
    content = words_of_invitation(Letter.objects.get(kind="workshop_invitation"))
    assert str(team.organisation) in dict(content.facts).values()
    assert content.url.endswith(f"/campaigns/workshops/{workshop.pk}/")
    forget_participant(one)
    assert not Letter.objects.filter(kind="workshop_invitation").exists()


def test_item_is_added_in_place_and_refused_at_its_field(client, workshop, manager):
    client.force_login(manager)
    url = reverse("workshops:item_new", args=[workshop.pk])
    sent = {
        "date": workshop.start_date.isoformat(),
        "starts": "15:00",
        "ends": "14:00",
        "kind": "exercise",
        "title": "Late",
        "section": "risks",
    }
    refused = client.post(url, sent, headers={"HX-Request": "true"})
    assert refused.status_code == 422
    assert "It ends before it begins." in refused.content.decode()
    added = client.post(url, sent | {"ends": "16:00"}, headers={"HX-Request": "true"})
    assert added.headers["HX-Retarget"] == "#agenda"
    assert workshop.agenda.get(title="Late").section == "risks"
    after = workshop.end_date + 3 * DAY
    late = client.post(url, sent | {"ends": "16:00", "date": after.isoformat()})
    assert "only meetings come later" in late.content.decode()


def test_addresses_are_kept_a_year_after_the_workshop_and_names_stay(workshop):
    old = make_workshop(start_date=timezone.localdate() - 400 * DAY)
    for one in (old, workshop):
        one.participants.update(email=f"{one.pk}@example.org")
    keep_no_longer()
    kept, gone = workshop.participants.get(), old.participants.get()
    assert (kept.email, gone.email, gone.name) == (f"{workshop.pk}@example.org", "", kept.name)


def test_workshop_is_deleted_only_before_anybody_came_or_planned(client, workshop, manager):
    empty = make_workshop()
    empty.participants.get().days_present.all().delete()
    client.force_login(manager)
    for one, is_left in ((empty, False), (workshop, True)):
        client.post(reverse("workshops:delete", args=[one.pk]))
        assert Workshop.objects.filter(pk=one.pk).exists() == is_left


def test_account_made_after_the_list_finds_the_workshop(client, workshop):
    team = workshop.teams.get()
    make_participant(team, name="Late", email="late@example.org")
    late = make_user(Role.COORDINATOR, email="late@example.org")
    client.force_login(late)
    page = client.get(reverse("campaigns:list")).content.decode()
    assert reverse("workshops:detail", args=[workshop.pk]) in page
    stranger = make_user(Role.COORDINATOR, email="other@example.org")
    assert workshop not in Workshop.objects.visible_to(stranger)


def test_meeting_leads_who_facilitates_into_that_plan_or_to_the_board(client, workshop):
    campaign = CampaignFactory()
    planned = add_team(workshop, campaign.organisation, campaign)
    leading = make_user(Role.COORDINATOR)
    workshop.facilitators.create(user=leading)
    campaign.access.create(user=leading, level="comment")
    client.force_login(leading)
    for team, page in (
        (planned, reverse("campaigns:section", args=[campaign.pk, "problem"])),
        (add_team(workshop), reverse("workshops:board", args=[workshop.pk])),
    ):
        item = make_item(workshop, kind=ItemKind.MEETING, organisation=team.organisation)
        url = reverse("workshops:exercise", args=[workshop.pk, item.pk])
        assert client.get(url).headers["Location"] == page
