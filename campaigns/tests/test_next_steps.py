"""Next steps: who may write and tick them, where they stand, and who sees them."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from accounts.permissions import Role
from accounts.tests.factories import OrganisationFactory, make_user
from campaigns.models import CampaignAccess, NextStep
from campaigns.next_steps.lists import csv_of, groups_of
from campaigns.next_steps.places import Place, soon_of
from campaigns.next_steps.services import add_step, change_step, set_state
from campaigns.people.workers import editors_of, workers_of
from campaigns.tests.factories import CampaignFactory
from campaigns.tests.workshops import make_workshop
from sessions.errors import ChangedMeanwhile, Refusal

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)


@pytest.fixture
def partner():
    return make_user(Role.PARTNER)


@pytest.fixture
def campaign(partner):
    return CampaignFactory(organisation=partner.granted[0].organisation, title="Every child")


def make_step(campaign=None, *, by, days=3, owner=None, **fields) -> NextStep:
    if not fields.get("owner_name"):
        fields["owner"] = owner or by
    return NextStep.objects.create(
        campaign=campaign,
        what=fields.pop("what", "Ask ten parents"),
        due_date=timezone.localdate() + days * DAY,
        created_by=by,
        **fields,
    )


def guest_of(campaign, level: str):
    guest = make_user(Role.PARTNER)
    CampaignAccess.objects.create(campaign=campaign, user=guest, level=level)
    return guest


def new_step(campaign, owner, **fields) -> NextStep:
    due = timezone.localdate() + DAY
    return NextStep(campaign=campaign, what="Print", owner=owner, due_date=due, **fields)


def test_step_is_written_by_who_edits_and_given_to_who_works_on_it(campaign, partner):
    editor, reader = guest_of(campaign, "edit"), guest_of(campaign, "view")
    step = add_step(new_step(campaign, reader), by=editor)
    assert (step.owner, step.created_by, step.state) == (reader, editor, "open")
    for other in (reader, guest_of(campaign, "comment"), make_user(Role.PARTNER)):
        with pytest.raises(PermissionDenied):
            add_step(new_step(campaign, partner), by=other)
    with pytest.raises(Refusal):
        add_step(new_step(campaign, make_user(Role.PARTNER)), by=partner)
    assert NextStep.objects.count() == 1


def test_step_has_one_owner_and_a_place_whatever_writes(campaign, partner):
    for wrong in (
        {"owner": None},
        {"owner": partner, "owner_name": "Asel"},
        {"campaign": None},
        {"state": "done"},
        {"state": "lost"},
    ):
        step = new_step(campaign, partner, created_by=partner)
        for name, value in wrong.items():
            setattr(step, name, value)
        with pytest.raises(IntegrityError), transaction.atomic():
            step.save()


def test_step_done_says_who_and_when_and_can_be_taken_back(campaign, partner):
    step = make_step(campaign, by=partner)
    done = set_state(step, "done", by=partner)
    assert done.state_by == partner
    assert timezone.now() - done.state_at < datetime.timedelta(minutes=1)
    assert set_state(step, "done", by=partner).version == done.version, "said twice"
    again = set_state(step, "open", by=partner)
    assert (again.state, again.state_at, again.state_by) == ("open", None, None)


def test_owner_without_edit_level_ticks_own_step_and_no_other(campaign, partner):
    reader = guest_of(campaign, "view")
    own, other = make_step(campaign, by=partner, owner=reader), make_step(campaign, by=partner)
    assert set_state(own, "done", by=reader).state == "done"
    with pytest.raises(PermissionDenied):
        set_state(other, "done", by=reader)
    with pytest.raises(PermissionDenied):
        change_step(own, seen=own.version, by=reader)


def test_step_changed_meanwhile_is_not_written_over(campaign, partner):
    mine, theirs = (make_step(campaign, by=partner) for _ in range(2))
    theirs = NextStep.objects.get(pk=mine.pk)
    theirs.what = "Ask twenty parents"
    change_step(theirs, seen=mine.version, by=partner)
    mine.what = "Ask nobody"
    with pytest.raises(ChangedMeanwhile) as refused:
        change_step(mine, seen=mine.version, by=partner)
    assert refused.value.changes[0].what == "Ask twenty parents"
    assert NextStep.objects.get(pk=mine.pk).what == "Ask twenty parents"


def test_new_date_is_noted_and_new_words_are_not(campaign, partner):
    step = make_step(campaign, by=partner)
    NextStep.objects.update(dated_at=timezone.now() - 9 * DAY)
    step.note = "Bring water"
    changed = change_step(step, seen=1, by=partner)
    assert timezone.now() - changed.dated_at > DAY
    step.due_date += DAY
    assert timezone.now() - change_step(step, seen=2, by=partner).dated_at < DAY


def test_steps_stand_by_how_near_they_are(campaign, partner):
    days = {-1: "overdue", 0: "near", 7: "near", 8: "later"}
    for day in days:
        make_step(campaign, by=partner, days=day, what=str(day))
    done = make_step(campaign, by=partner, days=-1, what="done")
    set_state(done, "done", by=partner)
    steps = list(NextStep.objects.all())
    groups = groups_of(steps, timezone.localdate())
    found = {step.what: group.name for group in groups for step in group.steps}
    assert found == {str(day): name for day, name in days.items()}
    with_it = groups_of(steps, timezone.localdate(), just=done.pk)
    assert [step.what for step in with_it[0].steps] == ["-1", "done"], "it keeps its place"


def test_own_steps_of_all_campaigns_stand_on_the_start_page(client, campaign, partner):
    own = make_step(campaign, by=partner, days=-1, what="Hang the posters")
    make_step(campaign, by=partner, owner=guest_of(campaign, "view"), what="Somebody else's")
    foreign = CampaignFactory()
    make_step(foreign, by=partner, what="Of a campaign that is closed to me now")
    assert soon_of(partner) == [own]
    client.force_login(partner)
    for page in (reverse("start"), reverse("campaigns:my_next_steps")):
        text = client.get(page).content.decode()
        assert "Hang the posters" in text
        assert "Somebody else" not in text
        assert "closed to me" not in text


def test_workers_and_editors_are_members_and_who_was_invited(campaign, partner):
    guest, editor = guest_of(campaign, "view"), guest_of(campaign, "edit")
    invited = OrganisationFactory()
    member = make_user(Role.PARTNER, organisation=invited)
    gone = make_user(Role.PARTNER, organisation=invited)
    type(gone).objects.filter(pk=gone.pk).update(is_active=False)
    campaign.access.create(organisation=invited, level="comment")
    make_user(Role.PARTNER)
    assert set(workers_of(campaign)) == {partner, guest, editor, member}
    assert set(editors_of(campaign)) == {partner, editor}


def test_steps_of_workshop_are_seen_there_and_of_its_campaigns_only_by_their_own(partner):
    host, today = make_user(Role.PARTNER), timezone.localdate()
    workshop = make_workshop(organisation=host.granted[0].organisation)
    workshop.teams.create(organisation=partner.granted[0].organisation)
    campaign = CampaignFactory(organisation=partner.granted[0].organisation)
    for of in ({}, {"campaign": campaign}):
        NextStep.objects.create(
            workshop=workshop, what="Send", owner=partner, due_date=today, created_by=host, **of
        )
    place = Place(workshop=workshop)
    assert (place.steps(host).count(), place.steps(partner).count()) == (1, 2)
    assert place.may_write(host)
    assert not place.may_write(partner)
    assert set(place.people()) == {host, partner}


def test_name_of_a_participant_brings_organisation_and_address(client):
    host = make_user(Role.PARTNER)
    workshop = make_workshop(organisation=host.granted[0].organisation)
    participant = workshop.participants.get()
    type(participant).objects.update(name="Asel Nurova", email="asel@example.org")
    client.force_login(host)
    url = reverse("workshops:next_steps", args=[workshop.pk])
    step = {"what": "Send", "owner": "", "owner_name": "asel nurova", "due_date": "2099-01-01"}
    assert client.post(url, step).status_code == 302
    step = NextStep.objects.get()
    assert (step.owner_email, step.workshop) == ("asel@example.org", workshop)
    assert step.owner_organisation == participant.organisation.name
    page = client.get(url).content.decode()
    assert "asel nurova" in page
    assert "asel@example.org" not in page, "an address is for letters alone"


def post(client, campaign, **values):
    url = reverse("campaigns:next_steps", args=[campaign.pk])
    return client.post(url, {"what": "Print", "owner": "", "due_date": "2099-01-01", **values})


def test_line_takes_a_name_where_there_is_no_account(client, campaign, partner):
    client.force_login(partner)
    assert post(client, campaign).status_code == 422
    answer = post(client, campaign, owner_name="Dilnoza", owner_organisation="Radio")
    assert answer.status_code == 302
    assert NextStep.objects.get().owner_words == "Dilnoza, Radio"
    page = client.get(answer.url).content.decode()
    assert "gets no letter" in page


def test_line_says_what_is_wrong_at_the_field(client, campaign, partner):
    client.force_login(partner)
    for values, words in (
        ({"what": "", "owner": partner.pk}, "required"),
        ({"owner": partner.pk, "due_date": "2020-01-01"}, "passed already"),
        ({"owner": make_user(Role.PARTNER).pk}, "does not take part"),
    ):
        answer = post(client, campaign, **values)
        assert answer.status_code == 422
        assert words in answer.content.decode()
    assert not NextStep.objects.exists()


def test_tick_answers_htmx_with_the_list_and_an_undo(client, campaign, partner):
    step = make_step(campaign, by=partner)
    client.force_login(partner)
    url = reverse("campaigns:next_step_state", args=[campaign.pk, step.pk])
    answer = client.post(url, {"state": "done"}, headers={"HX-Request": "true"})
    text = answer.content.decode()
    assert f'id="undo-{step.pk}"' in text
    assert "<html" not in text
    client.post(url, {"state": "open"})
    step.refresh_from_db()
    assert step.is_open
    assert client.post(url, {"state": "lost"}).status_code == 404


def test_csv_holds_the_list_and_no_formula(campaign, partner):
    make_step(campaign, by=partner, what="=1+1", owner_name="Asel", days=0)
    head, line = csv_of(NextStep.objects.all()).splitlines()
    assert head == "What,Who,By when,State,Note"
    assert line == f"'=1+1,Asel,{timezone.localdate()},open,"
