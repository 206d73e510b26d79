"""The filters of the sessions list; all of them live in the address, so a view can be kept."""

import datetime
from functools import lru_cache

import django_filters
from django import forms
from django.db.models import Count, F, Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from regions.models import Region
from schools.models import School
from sessions.choices import FILLING, UPCOMING, SessionStatus
from sessions.models import Assignment, Lesson, SchoolSession
from volunteers.models import Project, Volunteer

UNLOGGED, NOT_HELD = "unlogged", "not_held"
TO_VERIFY, SENT_BACK = "to_verify", "sent_back"
TAUGHT_STATUS = "taught"
STATUSES = [
    (SessionStatus.PLANNED, _("planned")),
    (SessionStatus.CONFIRMED, _("confirmed")),
    (UNLOGGED, _("not logged")),
    (NOT_HELD, _("did not take place")),
    (TO_VERIFY, _("to verify")),
    (SessionStatus.DELIVERED, _("logged, not verified")),
    (SessionStatus.UNPLANNED, _("not on the calendar")),
    (SENT_BACK, _("sent back with a question")),
    (SessionStatus.VERIFIED, _("verified")),
    (TAUGHT_STATUS, _("taught: logged or verified")),
    (SessionStatus.CANCELLED, _("cancelled")),
]
LOOKING_BACK = (
    UNLOGGED,
    NOT_HELD,
    TO_VERIFY,
    SENT_BACK,
    SessionStatus.DELIVERED,
    SessionStatus.UNPLANNED,
    SessionStatus.VERIFIED,
    TAUGHT_STATUS,
)

STAFFING = [
    ("open", _("places open")),
    ("none", _("no volunteer")),
    ("full", _("all filled")),
]

CURRENT, ANY, DATES = "upcoming", "any", "dates"
WHEN = [
    (CURRENT, _("From today on")),
    ("today", _("Today")),
    ("week", _("This week")),
    ("next_week", _("Next week")),
    ("month", _("Last 30 days")),
    ("past", _("All past")),
    (ANY, _("Any time")),
    (DATES, _("Between two days…")),
]
_SELECTED = SafeString(" selected")
NEWEST_FIRST = ("month", "past", ANY)


def days_of(when: str, today: datetime.date) -> tuple[datetime.date | None, datetime.date | None]:
    """The first and the last day of a named time; none where it is open."""
    monday = today - datetime.timedelta(days=today.weekday())
    day = datetime.timedelta(days=1)
    return {
        CURRENT: (today, None),
        "today": (today, today),
        "week": (monday, monday + 6 * day),
        "next_week": (monday + 7 * day, monday + 13 * day),
        "month": (today - 30 * day, today),
        "past": (None, today),
    }.get(when, (None, None))


class DayInput(forms.DateInput):
    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class SessionFilter(django_filters.FilterSet):
    """What a coordinator narrows the list by.

    Without a time, the list begins with today; where somebody asks for what lies behind
    (not logged, to verify, verified), for one school or for one volunteer, it has no bounds.
    """

    q = django_filters.CharFilter(label=_("Search"), method="search")
    when = django_filters.ChoiceFilter(
        label=_("When"), method="skip", choices=WHEN, empty_label=None
    )
    since = django_filters.DateFilter(label=_("From"), method="skip", widget=DayInput())
    until = django_filters.DateFilter(label=_("To"), method="skip", widget=DayInput())
    status = django_filters.ChoiceFilter(
        label=_("Status"), method="by_status", choices=STATUSES, empty_label=_("any")
    )
    staffing = django_filters.ChoiceFilter(
        label=_("Volunteers"), method="by_staffing", choices=STAFFING, empty_label=_("any")
    )
    project = django_filters.ModelChoiceFilter(
        label=_("Project"),
        queryset=lambda _request: Project.objects.all(),
        to_field_name="code",
        empty_label=_("all"),
    )
    region = django_filters.ModelChoiceFilter(
        label=_("Region"),
        field_name="school__region",
        queryset=lambda request: Region.objects.visible_to(request.user),
        to_field_name="code",
        empty_label=_("all"),
    )
    school = django_filters.ModelChoiceFilter(
        queryset=lambda request: School.objects.visible_to(request.user),
        to_field_name="code",
    )
    volunteer = django_filters.ModelChoiceFilter(
        field_name="assignments__volunteer",
        queryset=lambda request: Volunteer.objects.visible_to(request.user),
    )
    sort = django_filters.ChoiceFilter(
        method="skip",
        choices=[("starts_at", "starts_at"), ("-starts_at", "-starts_at")],
    )

    class Meta:
        model = SchoolSession
        fields: list[str] = []

    def __init__(self, request: HttpRequest) -> None:
        self.user = user = request.user
        data = request.GET.copy()
        if not data.get("when"):
            data["when"] = self.default_when(data)
        # Only what is asked for is made ready: the page is drawn far more often than narrowed.
        offered = type(self).base_filters
        self.base_filters = {name: one for name, one in offered.items() if data.get(name)}
        super().__init__(data, queryset=SchoolSession.objects.visible_to(user), request=request)
        if not self.offers_regions:
            self.filters.pop("region", None)

    @property
    def offers_regions(self) -> bool:
        return self.user.sees_all_regions or len(self.user.region_ids) > 1

    @staticmethod
    def default_when(data) -> str:
        if data.get("since") or data.get("until"):
            return DATES
        looks_back = data.get("status") in LOOKING_BACK
        return ANY if looks_back or data.get("school") or data.get("volunteer") else CURRENT

    @property
    def values(self) -> dict:
        return self.form.cleaned_data if self.form.is_valid() else {}

    @property
    def is_narrowed(self) -> bool:
        """Whether one of the fields that a phone folds away is set."""
        names = ("status", "staffing", "project", "region")
        is_set = any(self.data.get(name) for name in names)
        return is_set or self.data["when"] != self.default_when({})

    @property
    def is_filtered(self) -> bool:
        return self.is_narrowed or any(self.data.get(name) for name in ("q", "school", "volunteer"))

    @property
    def kept(self) -> list[tuple[str, str]]:
        """What the page narrows by without a field for it."""
        names = ("school", "volunteer", "sort")
        return [(name, self.data[name]) for name in names if self.data.get(name)]

    @property
    def selects(self) -> list[SafeString]:
        """The fields with choices, drawn."""
        names = ("when", "status", "staffing", "project", "region")
        return [self._select(name) for name in names if name != "region" or self.offers_regions]

    def _select(self, name: str) -> SafeString:
        choices = tuple((value, str(label)) for value, label in self._choices(name))
        return _drawn(name, str(_offered(self, name).label), choices, self.data.get(name, ""))

    def _choices(self, name: str) -> list[tuple[str, str]]:
        if name == "project":
            return [("", _("all")), *((one.code, one.name) for one in Project.objects.all())]
        if name == "region":
            return [("", _("all")), *((one.code, one.name) for one in regions_of(self.user))]
        choices = _offered(self, name).extra["choices"]
        return choices if name == "when" else [("", _("any")), *choices]

    @property
    def day_fields(self) -> list[dict]:
        return [
            {
                "name": name,
                "label": _offered(self, name).label,
                "value": self.data.get(name, ""),
                "errors": self.form.errors.get(name),
            }
            for name in ("since", "until")
        ]

    @property
    def days(self) -> tuple[datetime.date | None, datetime.date | None]:
        when = self.values.get("when", CURRENT)
        if when == DATES:
            return self.values.get("since"), self.values.get("until")
        return days_of(when, timezone.localdate())

    @property
    def order(self) -> str:
        return self.values.get("sort") or (
            "-starts_at" if self.values.get("when") in NEWEST_FIRST else "starts_at"
        )

    @property
    def qs(self) -> QuerySet[SchoolSession]:
        """The sessions in question, in order; none where a filter makes no sense."""
        if not self.form.is_valid():
            return SchoolSession.objects.none()
        sessions = super().qs
        first, last = self.days
        if first:
            sessions = sessions.filter(starts_at__gte=start_of(first))
        if last:
            sessions = sessions.filter(starts_at__lt=start_of(last + datetime.timedelta(days=1)))
        if self.values["when"] == "past":
            sessions = sessions.filter(ends_at__lte=timezone.now())
        return sessions.order_by(self.order, "-pk" if self.order.startswith("-") else "pk")

    def skip(self, sessions: QuerySet, _name: str, _value: object) -> QuerySet:
        """Looked at in ``qs``, together with the others."""
        return sessions

    def search(self, sessions: QuerySet, _name: str, text: str) -> QuerySet:
        """All the words in the school, or in the lesson, or in one volunteer's name."""
        lessons, volunteers = Lesson.objects.all(), Volunteer.objects.all()
        for word in text.split():
            lessons = lessons.filter(
                Q(title_en__icontains=word)
                | Q(title_ru__icontains=word)
                | Q(title_kk__icontains=word)
            )
            volunteers = volunteers.filter(
                Q(first_name__icontains=word) | Q(last_name__icontains=word)
            )
        taught = Assignment.objects.filter(volunteer__in=volunteers, status__in=FILLING)
        return sessions.filter(
            Q(school__in=School.objects.search(text).order_by().values("pk"))
            | Q(lesson__in=lessons.order_by().values("pk"))
            | Q(pk__in=taught.order_by().values("school_session"))
        )

    def by_status(self, sessions: QuerySet, _name: str, status: str) -> QuerySet:
        named = {
            UNLOGGED: sessions.unlogged,
            NOT_HELD: sessions.said_not_held,
            SENT_BACK: sessions.sent_back,
            TO_VERIFY: sessions.unverified,
            TAUGHT_STATUS: sessions.taught,
        }
        return named[status]() if status in named else sessions.filter(status=status)

    def by_staffing(self, sessions: QuerySet, _name: str, staffing: str) -> QuerySet:
        filled = Count("assignments", filter=Q(assignments__status__in=FILLING))
        counted = SchoolSession.objects.filter(status__in=UPCOMING, ends_at__gt=timezone.now())
        counted = counted.annotate(filled=filled)
        wanted = {
            "open": Q(filled__lt=F("places")),
            "none": Q(filled=0),
            "full": Q(filled__gte=F("places")),
        }[staffing]
        return sessions.filter(pk__in=counted.filter(wanted).order_by().values("pk"))


def _offered(filters: SessionFilter, name: str) -> django_filters.Filter:
    """A filter as it is declared, be it asked for or not."""
    return type(filters).base_filters[name]


@lru_cache(maxsize=500)
def _drawn(name: str, label: str, choices: tuple[tuple[str, str], ...], chosen: str) -> SafeString:
    """A field with choices. There are few of them, and each visit of the list shows five."""
    options = format_html_join(
        "",
        '<option value="{}"{}>{}</option>',
        ((value, _SELECTED if value == chosen else "", label) for value, label in choices),
    )
    return format_html(
        '<div class="field filter-{0}"><label class="form-label" for="filter-{0}">{1}</label>'
        '<select class="form-select" name="{0}" id="filter-{0}">{2}</select></div>',
        name,
        label,
        options,
    )


def start_of(day: datetime.date) -> datetime.datetime:
    return timezone.make_aware(datetime.datetime.combine(day, datetime.time()))


def regions_of(user: User) -> list[Region]:
    """The regions to choose from: a coordinator's are known from the grants already."""
    if user.sees_all_regions:
        return list(Region.objects.current())
    return sorted(
        {grant.region for grant in user.granted if grant.region}, key=lambda one: one.code
    )
