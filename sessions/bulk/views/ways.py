"""The four ways into a planning run: classes and lessons, a programme, a week, pasted rows."""

import datetime

from django.contrib import messages
from django.db.models import Count, Exists, OuterRef, QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from accounts.decorators import requires
from accounts.permissions import Permission
from regions.models import Region
from schools.models import ClassGroup, School
from schools.school_years import school_year_of
from sessions import policy
from sessions.bulk import pasting, services
from sessions.bulk.forms import (
    MOST_SCHOOLS,
    ClassesForm,
    ManySchoolsForm,
    RowsForm,
    WeekForm,
    next_monday,
    weeks_with_sessions,
)
from sessions.bulk.programmes import apply_template, plan_classes, plan_schools
from sessions.bulk.spreading import WEEK, Manner, Spread
from sessions.bulk.weeks import copy_week, monday_of, sessions_of_week
from sessions.choices import PlanningWay
from sessions.errors import Refusal
from sessions.models import PlanningRun, ProgrammeTemplate, SchoolSession, WantedSession
from sessions.views.lists import is_swap
from sessions.views.loading import add_refusal

MOST_FOUND = 20
MOST_NAMED = 3
MOST_FAULTS = 100
RECENT_RUNS = 5
MOST_AT_FIRST = 3
"""Schools of so many regions are offered at once before one is chosen."""


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.PLAN_SESSIONS)
def classes(request: HttpRequest) -> HttpResponse:
    """Classes of a school, lessons, times: each class gets its lessons, week by week."""
    school = _school(request)
    if not school:
        return _choose_school(request)
    form = ClassesForm(request.POST or None, school=school, initial=_earlier(request))
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        lessons = given["lessons"]
        found = plan_classes(
            given["class_groups"],
            lessons,
            form.timing(len(lessons)),
            form.manner(),
            over_again=given["over_again"],
        )
        if run := _begin(request, form, PlanningWay.CLASSES, found.wanted):
            _tell_unplaced(request, found)
            return redirect("sessions:plan_run", pk=run.pk)
    context = {"form": form, "school": school}
    return _show(request, "classes", context, form)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.PLAN_SESSIONS)
def programme(request: HttpRequest) -> HttpResponse:
    """A programme's lessons, or some that are ticked, for as many schools as wanted."""
    templates = ProgrammeTemplate.objects.visible_to(request.user)
    regions = _regions(request)
    region = _chosen(request, "region", regions)
    schools = School.objects.visible_to(request.user)
    if region:
        schools = schools.filter(region=region)
    search = request.GET.get("q", "").strip()
    form = ManySchoolsForm(
        request.POST or None,
        user=request.user,
        schools=schools.search(search).order_by("district__name_en", "name_en"),
        initial={**_earlier(request), **_given(request)},
    )
    if request.method == "POST" and form.is_valid():
        found = _apply(form)
        if run := _begin(request, form, PlanningWay.TEMPLATE, found.wanted):
            _tell_unplaced(request, found)
            return redirect("sessions:plan_run", pk=run.pk)
    offered = list(templates.annotate(lesson_count=Count("lessons")).select_related("region"))
    context = {
        "form": form,
        "templates": offered,
        "chosen_template": _template_of(form, offered),
        "regions": regions,
        "region": region,
        "search": search,
        "schools": form.schools_offered(),
        "most_schools": MOST_SCHOOLS,
    }
    return _show(request, "programme", context, form)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.PLAN_SESSIONS)
def week(request: HttpRequest) -> HttpResponse:
    """The sessions of a week once more in others."""
    school = _school(request)
    visible = _coordinated(request)
    if school:
        visible = visible.filter(school=school)
    this_week = monday_of(timezone.localdate())
    weeks = weeks_with_sessions(visible)
    best = max((one["monday"] for one in weeks if one["monday"] <= this_week), default=this_week)
    form = WeekForm(
        request.POST or None,
        user=request.user,
        school=school,
        initial={"day": best, "to": max(next_monday(), best + WEEK), **_earlier(request)},
    )
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        sessions = sessions_of_week(
            given["day"], request.user, school=school, regions=given.get("regions", ())
        )
        wanted = copy_week(
            sessions.filter(pk__in=visible),
            weeks_on=form.weeks_on(),
            with_volunteers=given["with_volunteers"],
            next_lesson=given["next_lesson"],
        )
        if run := _begin(request, form, PlanningWay.WEEK, wanted):
            return redirect("sessions:plan_run", pk=run.pk)
    return _show(request, "week", {"form": form, "school": school, "weeks": weeks}, form)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.PLAN_SESSIONS)
def rows(request: HttpRequest) -> HttpResponse:
    """Rows from a spreadsheet."""
    school = _school(request)
    form = RowsForm(request.POST or None, initial=_earlier(request))
    faults, readable = [], 0
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        pasted = pasting.read_rows(given["text"], request.user, school=school)
        faults, readable = pasted.faults, len(pasted.wanted)
        may_go_on = not faults or (given["only_readable"] and readable)
        if may_go_on and (run := _begin(request, form, PlanningWay.ROWS, pasted.wanted)):
            return redirect("sessions:plan_run", pk=run.pk)
    context = {
        "form": form,
        "school": school,
        "faults": faults[:MOST_FAULTS],
        "fault_count": len(faults),
        "are_cells": all(one.column for one in faults),
        "readable": readable,
        "columns": [(label, pasting.NAMES[name]) for name, label in pasting.LABELS.items()],
        "example": _example(),
    }
    return _show(request, "rows", context, form, is_refused=bool(faults))


# --- What they have in common --------------------------------------------------------------


def _begin(
    request: HttpRequest, form, way: PlanningWay, wanted: list[WantedSession]
) -> PlanningRun | None:
    """A run of what is wanted; with none, the form says why."""
    choices = {
        name: values
        for name, values in request.POST.lists()
        if name in form.fields and values != [""]
    }
    if request.POST.get("school"):
        choices["school"] = [request.POST["school"]]
    try:
        return services.begin_run(way, wanted, by=request.user, choices=choices)
    except Refusal as refusal:
        add_refusal(form, refusal)
        return None


def _tell_unplaced(request: HttpRequest, found: Spread) -> None:
    if found.without_lessons:
        messages.warning(
            request,
            ngettext(
                "%(count)s class gets nothing: no lesson that you chose is meant for its grade.",
                "%(count)s classes get nothing: no lesson that you chose is meant for their grade.",
                found.without_lessons,
            )
            % {"count": found.without_lessons},
        )
    if not found.unplaced:
        return
    names = list(
        dict.fromkeys(
            f"{course.school.name}, {course.group.label}" for course, _l in found.unplaced
        )
    )
    named = "; ".join(names[:MOST_NAMED]) + ("…" if len(names) > MOST_NAMED else "")
    messages.warning(
        request,
        ngettext(
            "%(count)s lesson found no time until the last day (%(classes)s). Choose more times "
            "or days, or a later last day.",
            "%(count)s lessons found no time until the last day (%(classes)s). Choose more times "
            "or days, or a later last day.",
            len(found.unplaced),
        )
        % {"count": len(found.unplaced), "classes": named},
    )


def _show(
    request: HttpRequest, way: str, context: dict, form, *, is_refused: bool = False
) -> HttpResponse:
    runs = PlanningRun.objects.filter(by=request.user).annotate(
        wanted_count=Count("wanted"), planned_count=Count("wanted__school_session")
    )
    context = {
        "way": way,
        "ways": _ways(request, context.get("school")),
        "recent": runs[:RECENT_RUNS],
        **context,
    }
    template = f"sessions/bulk/{way}.html"
    if is_swap(request) and request.method == "GET":
        template += "#results"
    return render(request, template, context, status=422 if form.errors or is_refused else 200)


def _ways(request: HttpRequest, school: School | None) -> list[dict]:
    query = f"?school={school.pk}" if school else ""
    return [
        {"key": "programme", "name": "sessions:plan_programme", "label": _("Many schools")},
        {
            "key": "classes",
            "name": "sessions:plan_classes",
            "label": _("One school"),
            "query": query,
        },
        {"key": "week", "name": "sessions:plan_week", "label": _("Copy a week"), "query": query},
        {"key": "rows", "name": "sessions:plan_rows", "label": _("Paste rows"), "query": query},
    ]


def _school(request: HttpRequest) -> School | None:
    """The school that was chosen; one outside the person's regions does not exist for them."""
    text = request.POST.get("school", "") or request.GET.get("school", "")
    if not (text.isdecimal() and len(text) < 19):
        return None
    visible = School.objects.visible_to(request.user).select_related("region", "district")
    school = get_object_or_404(visible, pk=text)
    return school if policy.coordinates(request.user, school) else None


def _apply(form: ManySchoolsForm) -> Spread:
    """The chosen lessons at the chosen schools."""
    given = form.cleaned_data
    template, schools = given["template"], list(given["schools"])
    known = {
        "school_year": school_year_of(given["since"]),
        "most_classes": given["most_classes"],
    }
    if template:
        weeks = max(template.lessons.values_list("week", flat=True), default=1)
        manner = Manner(mode=template.mode, places=template.places)
        return apply_template(template, schools, form.timing(weeks), manner, **known)
    return plan_schools(
        schools,
        given["lessons"],
        form.timing(len(given["lessons"])),
        Manner(mode=given["mode"], places=given["places"]),
        grades=(given["grade_from"], given["grade_to"]),
        by_grade=given["by_grade"],
        **known,
    )


def _template_of(form: ManySchoolsForm, offered: list[ProgrammeTemplate]) -> int | None:
    """The one that is ticked: what was chosen, else the first one; none where lessons are."""
    chosen = str(form["template"].value() or "")
    if not chosen and (form.is_bound or form["lessons"].value()):
        return None
    ids = [one.pk for one in offered]
    return next((pk for pk in ids if str(pk) == chosen), ids[0] if ids else None)


def _choose_school(request: HttpRequest) -> HttpResponse:
    search = request.GET.get("q", "").strip()
    schools = School.objects.visible_to(request.user).select_related("region", "district")
    groups = ClassGroup.objects.filter(
        school=OuterRef("pk"), school_year=school_year_of(next_monday())
    )
    schools = schools.annotate(has_classes=Exists(groups)).order_by("-has_classes", "name_en", "pk")
    found = list(schools.search(search)[: MOST_FOUND + 1])
    context = {
        "way": "classes",
        "ways": _ways(request, None),
        "action": request.path,
        "search": search,
        "schools": found[:MOST_FOUND],
        "has_more": len(found) > MOST_FOUND,
        "is_first_step": True,
    }
    template = "sessions/choose_school.html#schools" if is_swap(request) else None
    return render(request, template or "sessions/bulk/choose_school.html", context)


def _coordinated(request: HttpRequest) -> QuerySet[SchoolSession]:
    """Sessions of the schools that the person plans for, and not those taught elsewhere."""
    sessions = SchoolSession.objects.visible_to(request.user)
    if request.user.sees_all_regions:
        return sessions
    return sessions.filter(school__region__in=request.user.region_ids)


def _regions(request: HttpRequest) -> list[Region]:
    regions = Region.objects.filter(schools__isnull=False).distinct()
    if not request.user.sees_all_regions:
        regions = regions.filter(pk__in=request.user.region_ids)
    return list(regions)


def _chosen(request: HttpRequest, name: str, offered: list) -> object | None:
    """What the address names among what is offered; else all, or the first one of very many."""
    text = request.GET.get(name, "")
    found = next((one for one in offered if str(one.pk) == text), None)
    is_much = len(offered) > MOST_AT_FIRST
    return found or (offered[0] if is_much and text != "all" else None)


def _given(request: HttpRequest) -> dict:
    """Programme and schools that an address names."""
    given: dict = {}
    if "template" in request.GET:
        given["template"] = request.GET["template"]
    if "schools" in request.GET:
        given["schools"] = request.GET.getlist("schools")
    return given


def _earlier(request: HttpRequest) -> dict:
    """The choices of an earlier run, to be changed."""
    text = request.GET.get("from", "")
    if not (text.isdecimal() and len(text) < 19):
        return {}
    run = PlanningRun.objects.visible_to(request.user).filter(pk=text).first()
    if not run:
        return {}
    single = {"since", "until", "day", "to", "text"}
    lists = {"class_groups", "lessons", "weekdays", "times", "schools", "regions"}
    return {
        name: values if name in lists else values[0]
        for name, values in run.choices.items()
        if values and (name in lists or name in single or len(values) == 1)
    }


def _example() -> str:
    """Two rows as they come out of a spreadsheet."""
    day = next_monday()
    following = day + datetime.timedelta(days=1)
    header = "\t".join([_("school"), _("class"), _("lesson"), _("date"), _("time")])
    return "\n".join(
        [
            header,
            f"S-101\t7А\tBKD-03\t{day:%d.%m.%Y}\t9:00",
            f"S-101\t7Б\tBKD-03\t{following:%d.%m.%Y}\t9:55",
        ]
    )


def query_of(run: PlanningRun) -> str:
    """The address part that opens the form again with the choices of a run."""
    query = QueryDict(mutable=True)
    query["from"] = str(run.pk)
    if school := run.choices.get("school"):
        query["school"] = school[0]
    return query.urlencode()
