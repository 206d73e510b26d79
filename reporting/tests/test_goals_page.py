"""The page of the goals: its figures are the report's, and managers edit what contributes."""

import datetime

import pytest
from django.urls import reverse

from accounts.permissions import Role
from accounts.tests.factories import make_user
from reporting.goals.cards import COLUMNS
from reporting.goals.services import remove_contribution, save_contribution
from reporting.kept import SHOWN, book_or_job
from reporting.models import Contribution, GoalTarget
from reporting.period_words import period_of
from reporting.periods import Period
from reporting.reports import ALL, Breakdown, Question, ask
from reporting.tests.factories import make_contribution, make_goal
from reporting.tests.taught import make_programme
from sessions.errors import Refusal
from transfers.tests.running import run
from volunteers.tests.factories import ProjectFactory

pytestmark = pytest.mark.django_db
URL = "/reports/goals/"
NEW = "/reports/goals/new/"


@pytest.fixture
def taught():
    return make_programme()


@pytest.fixture
def manager(client):
    user = make_user(Role.MANAGER, first_name="Zarina", last_name="Nurlanova")
    client.force_login(user)
    return user


def figures(counted) -> list[str]:
    return [one.value for one in counted]


def cards(response) -> dict[int, list[str]]:
    return {card.goal.number: figures(card.figures) for card in response.context["goals"].cards}


def posted(project, goal, **changes) -> dict:
    return {"project": project.pk, "goal": goal, "rationale_en": "It helps."} | changes


def test_page_shows_the_figures_of_the_report_for_each_goal(client, taught, manager):
    response = client.get(URL, {"period": "2020"})
    report = ask(Question(period_of("2020"), Breakdown.GOAL))
    assert cards(response) == {
        number: [c.shown(c.value(report.row(ALL, str(number)))) for c in COLUMNS]
        for number in (3, 10, 12)
    }
    assert cards(response)[3] == ["3", "60", "40", "2", "2"]
    assert figures(response.context["goals"].total) == ["4", "1,060", "1,040", "2", "2"]
    assert "goals overlap and do not add up" in response.content.decode()


def test_page_of_a_coordinator_counts_the_own_regions(client, taught):
    client.force_login(make_user(Role.COORDINATOR, regions=[taught.turkistan]))
    response = client.get(URL, {"period": "2020"})
    assert cards(response)[3] == ["1", "16", "16", "1", "1"]
    assert cards(response)[12] == ["0", "0", "0", "0", "0"]
    page = response.content.decode()
    assert NEW not in page
    assert reverse("reports:contribution_edit", args=[1]) not in page
    assert client.get(URL, {"period": "2020", "region": "KZ-71"}).status_code == 404


def test_page_of_chosen_projects_shows_their_goals_alone(client, taught, manager):
    asked = "?period=2020&project=PLF&region=KZ-71"
    response = client.get(URL + asked)
    assert list(cards(response)) == [12]
    assert response.context["query"] == asked


def test_page_shows_contributions_of_the_period_with_days_target_and_reason(
    client, taught, manager
):
    GoalTarget.objects.create(code="3.4", goal_id=3, text_en="Mental health")
    Contribution.objects.filter(project=taught.bekind, goal=3).update(
        since="2020-03-01", until="2020-09-30", target="3.4", rationale_en="Less bullying."
    )
    page = client.get(URL, {"period": "2020"}).content.decode()
    for text in ("from 1 March 2020 to 30 September 2020", "Target 3.4", "Less bullying."):
        assert text in page
    assert 3 not in cards(client.get(URL, {"period": "2021"}))


def test_goal_of_two_projects_shows_the_figures_of_each(client, taught, manager):
    make_contribution(taught.plastic, 3)
    card = client.get(URL, {"period": "2020"}).context["goals"].cards[0]
    assert figures(card.figures) == ["4", "1,060", "1,040", "2", "2"]
    assert [(p.contribution.project.code, figures(p.figures)[0]) for p in card.parts] == [
        ("BKD", "3"),
        ("PLF", "1"),
    ]


def test_projects_without_a_goal_are_named(client, taught, manager):
    Contribution.objects.filter(project=taught.plastic).delete()
    shown = client.get(URL, {"period": "2020"}).context["goals"]
    assert [project.code for project in shown.without_goal] == ["PLF"]


def test_page_without_contributions_says_what_to_do(client, taught, manager):
    Contribution.objects.all().delete()
    page = client.get(URL, {"period": "2020"}).content.decode()
    assert "No project contributes to a goal in this period" in page
    assert client.get(URL, {"period": "x"}).status_code == 400


def test_manager_adds_a_contribution_and_the_goal_counts_it(client, taught, manager):
    make_goal(16)
    GoalTarget.objects.create(code="16.2", goal_id=16, text_en="No violence")
    data = posted(taught.bekind, 16, target="16.2")
    response = client.post(NEW + "?period=2020&goal=16", data, follow=True)
    assert response.redirect_chain == [(f"{URL}?period=2020#goal-16", 302)]
    assert cards(response)[16] == ["3", "60", "40", "2", "2"]
    page = response.content.decode()
    assert "contributes to goal 16 now" in page
    assert "Zarina Nurlanova" in page  # in the history


def test_contribution_given_a_last_day_is_told_in_its_history(client, taught, manager):
    contribution = Contribution.objects.get(project=taught.bekind, goal=3)
    url = reverse("reports:contribution_edit", args=[contribution.pk])
    data = {"until": "2020-06-30", "rationale_ru": "Причина"}
    assert client.post(url, data).status_code == 302
    contribution.refresh_from_db()
    assert contribution.until == datetime.date(2020, 6, 30)
    assert contribution.rationale == "Причина"
    entries = client.get(url).context["history"]
    told = {(entry.by, c.field, c.new) for entry in entries for c in entry.changes}
    assert ("Zarina Nurlanova", "Until", "30 June 2020") in told


def test_goal_counts_the_sessions_of_the_days_of_its_contributions(client, taught, manager):
    """Three of BeKind: on 2 March, 6 April and 5 October."""
    contribution = Contribution.objects.get(project=taught.bekind, goal=3)
    url = reverse("reports:contribution_edit", args=[contribution.pk])
    data = {"since": "2020-03-03", "until": "2020-04-06", "rationale_en": "One of them."}
    response = client.post(url + "?period=2020", data, follow=True)
    assert cards(response)[3] == ["1", "24", "24", "1", "1"]
    assert cards(response)[10] == ["3", "60", "40", "2", "2"]
    assert figures(response.context["goals"].total)[0] == "4"


@pytest.mark.usefixtures("manager")
@pytest.mark.parametrize(
    ("changes", "field", "said"),
    [
        ({"target": "10.2"}, "target", "not one of goal 3"),
        ({"since": "2020-02-01", "until": "2020-01-01"}, "until", "lies before"),
        ({"since": "1870-01-01"}, "since", "between 2000 and 2099"),
        ({"until": "31.12.2020"}, "until", "write it as 2020-12-31"),
        ({"rationale_en": "  "}, "rationale_en", "one of the three languages"),
        ({"rationale_kk": "ж" * 501}, "rationale_kk", "500"),
        ({"project": ""}, "project", "required"),
        ({"goal": "77"}, "goal", "not one of the available"),
    ],
)
def test_form_says_what_is_wrong_at_its_field(client, taught, changes, field, said):
    make_goal(4)
    GoalTarget.objects.create(code="10.2", goal_id=10, text_en="Everyone")
    GoalTarget.objects.create(code="3.4", goal_id=3, text_en="Health")
    before = Contribution.objects.count()
    data = posted(taught.plastic, 3, target="3.4") | changes
    response = client.post(NEW, data)
    assert response.status_code == 422
    errors = response.context["form"].errors
    assert set(errors) == {field}
    assert said in errors[field][0]
    assert Contribution.objects.count() == before


@pytest.mark.usefixtures("manager")
@pytest.mark.parametrize(
    ("present", "new", "said"),
    [
        ((None, None), ("2020-01-01", "2020-02-01"), "with no end"),
        ((None, "2020-01-31"), ("2020-01-31", ""), "until 31 January 2020"),
        (("2020-05-01", None), ("", ""), "since 1 May 2020"),
        (("2020-05-01", "2020-05-31"), ("2020-05-31", "2020-06-02"), "from 1 May 2020 to 31"),
    ],
)
def test_contribution_of_the_same_days_is_refused_and_the_other_one_named(
    client, taught, present, new, said
):
    make_contribution(taught.plastic, 4, since=present[0], until=present[1])
    data = posted(taught.plastic, 4, since=new[0], until=new[1])
    errors = client.post(NEW, data).context["form"].errors
    assert set(errors) == {"since"}
    assert said in errors["since"][0]


def test_contribution_edited_does_not_clash_with_itself(client, taught, manager):
    contribution = make_contribution(taught.plastic, 4, since="2020-01-01")
    url = reverse("reports:contribution_edit", args=[contribution.pk])
    data = {"since": "2020-02-01", "rationale_en": "Later."}
    assert client.post(url, data).status_code == 302


def test_another_goal_chosen_brings_its_targets_alone(client, taught, manager):
    for code in ("3.4", "10.2"):
        GoalTarget.objects.create(code=code, goal_id=int(code.split(".")[0]), text_en=code)
    part = client.get(
        NEW, {"goal": "10"}, headers={"HX-Request": "true", "HX-Target": "target"}
    ).content.decode()
    assert "<html" not in part
    assert 'value="10.2"' in part
    assert 'value="3.4"' not in part


def test_removed_contribution_is_gone_and_stays_in_the_history(client, taught, manager):
    contribution = Contribution.objects.get(project=taught.plastic)
    url = reverse("reports:contribution_remove", args=[contribution.pk])
    assert client.get(url).status_code == 405
    response = client.post(url, follow=True)
    assert not Contribution.objects.filter(pk=contribution.pk).exists()
    assert "Contribution Plastic Free 12. Goal 12 removed" in response.content.decode()
    assert client.post(url).status_code == 404


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.VOLUNTEER, Role.PARTNER])
def test_others_change_nothing(client, taught, role):
    client.force_login(make_user(role))
    contribution = Contribution.objects.first()
    for url in (
        NEW,
        *(reverse(f"reports:contribution_{n}", args=[contribution.pk]) for n in ("edit", "remove")),
    ):
        assert client.post(url, posted(taught.plastic, 3)).status_code == 403
    assert Contribution.objects.count() == 3


def test_two_managers_at_once_write_one_contribution(taught, manager):
    """Each looked before the other wrote; the database lets one pass."""
    make_goal(4)
    first, second = (Contribution(project=taught.plastic, goal_id=4) for _ in range(2))
    save_contribution(first, by=manager)
    with pytest.raises(Refusal) as refused:
        save_contribution(second, by=manager)
    assert list(refused.value.errors) == ["since"]


def test_contribution_removed_meanwhile_does_not_come_back(taught, manager):
    mine, theirs = (Contribution.objects.get(project=taught.plastic) for _ in range(2))
    remove_contribution(theirs, by=manager)
    with pytest.raises(Refusal, match="not there any more"):
        save_contribution(mine, by=manager)
    with pytest.raises(Refusal, match="not there any more"):
        remove_contribution(mine, by=manager)
    assert not Contribution.objects.filter(project=taught.plastic).exists()


def test_page_asks_as_much_for_many_contributions_as_for_few(
    client, taught, manager, django_assert_max_num_queries
):
    def count() -> int:
        with django_assert_max_num_queries(60) as captured:
            client.get(URL, {"period": "2020"})
        return len(captured)

    # Two projects in one goal are counted in another way than one.
    make_contribution(ProjectFactory(code="NEW0"), 3)
    count()
    few = count()
    for number in range(1, 10):
        make_contribution(ProjectFactory(code=f"NEW{number}"), number)
    assert count() <= few


def test_many_odd_days_are_counted_on_the_page_of_the_report_first(
    client, taught, manager, settings
):
    settings.LONG_REPORT_SESSIONS = 3
    asked = {"from": "2020-03-02", "to": "2020-10-05"}
    page = client.get(URL, asked).content.decode()
    assert "have to be counted first" in page
    assert "/reports/?from=2020-03-02&amp;to=2020-10-05" in page
    days = Period(datetime.date(2020, 3, 2), datetime.date(2020, 10, 5))
    run(book_or_job(Question(days), SHOWN, by=manager))
    assert cards(client.get(URL, asked))[3] == ["3", "60", "40", "2", "2"]
