"""The open application: one group of questions a page, no account before."""

import datetime

from allauth.account.utils import perform_login
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.decorators import open_to_all
from accounts.rate_limits import is_too_often, too_often
from regions.choices import language_names
from regions.models import Region
from volunteers.applying import drafts
from volunteers.applying.forms import (
    STEPS,
    AddressForm,
    PasswordForm,
    SendForm,
    YouForm,
    birth_date_in,
    is_minor,
    steps_for,
)
from volunteers.applying.services import confirm_application, send_application, send_link_again
from volunteers.choices import FreeTime, TeachingWay
from volunteers.consenting import texts
from volunteers.models import Application, Project, StaffingLimits
from volunteers.models.volunteers import age_on

ANSWERS_A_MINUTE = 600
"""Of one network address: a class that applies together, page by page."""
SENT_A_MINUTE = 60
OPEN = "Whoever wants to become a volunteer has no account yet."


@open_to_all(OPEN)
@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """What it is about, and what one needs."""
    if hasattr(request.user, "volunteer"):
        return redirect("start")
    draft = drafts.draft_of(request)
    context = {
        "limits": StaffingLimits.now(),
        "projects": Project.objects.all(),
        "next_step": drafts.first_open_step(draft) if draft else YouForm.name,
        "is_begun": drafts.is_begun(draft),
    }
    return render(request, "volunteers/applying/start.html", context)


@open_to_all(OPEN)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def step(request: HttpRequest, name: str) -> HttpResponse:
    """One page of questions; each is kept before the next one opens."""
    draft = drafts.draft_of(request)
    if name not in STEPS:
        raise Http404
    if not drafts.may_open(draft, name):
        return redirect("join:step", drafts.first_open_step(draft))
    if request.method == "POST" and is_too_often(request, "join", a_minute=ANSWERS_A_MINUTE):
        return too_often(request)
    form = STEPS[name](request.POST if request.method == "POST" else None, draft=draft)
    if request.method == "POST" and form.is_valid():
        draft = drafts.keep(request, name, form.answers())
        return _next(request, draft, name)
    context = {"form": form, **_progress(draft, name)}
    if name == SendForm.name:
        context |= {"summary": _summary(draft), "own_words": texts.own()}
    status = 422 if form.errors else 200
    return render(request, f"volunteers/applying/{_template(name)}.html", context, status=status)


def _template(name: str) -> str:
    return "send" if name == SendForm.name else "step"


def _next(request: HttpRequest, draft: dict, name: str) -> HttpResponse:
    if name == YouForm.name and (refusal := _refusal(draft)):
        drafts.forget(request)
        return render(request, "volunteers/applying/refused.html", refusal)
    if name != SendForm.name:
        steps = steps_for(draft)
        return redirect("join:step", steps[steps.index(name) + 1])
    if missing := [one for one in steps_for(draft) if one not in draft]:
        return redirect("join:step", missing[0])
    if is_too_often(request, "apply", a_minute=SENT_A_MINUTE):
        return too_often(request)
    if not request.POST.get("website"):  # people don't see this field, programs fill it
        sent = send_application(draft, language=translation.get_language())
        drafts.note_sent(request, sent)
    drafts.forget(request)
    return redirect("join:sent")


def _refusal(draft: dict) -> dict | None:
    """Too young or too old, and when they can come; nothing where the age is right."""
    born, limits = birth_date_in(draft), StaffingLimits.now()
    age = age_on(born, timezone.localdate())
    if age < limits.youngest_age:
        return {"too_young": True, "limits": limits, "day": _birthday(born, limits.youngest_age)}
    if age > limits.oldest_age:
        return {"too_young": False, "limits": limits}
    return None


def _birthday(born: datetime.date, age: int) -> datetime.date:
    try:
        return born.replace(year=born.year + age)
    except ValueError:  # born on 29 February
        return datetime.date(born.year + age, 3, 1)


def _progress(draft: dict, name: str) -> dict:
    steps = steps_for(draft)
    number = steps.index(name) + 1
    return {
        "number": number,
        "steps": len(steps),
        "previous": steps[number - 2] if number > 1 else "",
    }


def _summary(draft: dict) -> list[tuple[str, str, list[str]]]:
    """What was answered: the page, its title, and the answers in words."""
    you, place, lessons = draft["you"], draft["place"], draft["lessons"]
    projects = Project.objects.filter(code__in=lessons["projects"])
    region = Region.objects.get(code=place["region"])
    ways = [str(TeachingWay(way).label) for way in lessons["ways"]]
    times = [str(FreeTime(time).label) for time in lessons["times"]]
    rows = [
        ("you", [f"{you['first_name']} {you['last_name']}", birth_date_in(draft), you["email"]]),
        ("place", [region.name, language_names(place["languages"])]),
        ("lessons", [", ".join(p.name for p in projects), ", ".join(ways), ", ".join(times)]),
        ("why", [draft["why"]["motivation"]]),
    ]
    if is_minor(draft):
        guardian = draft["guardian"]
        reached = guardian["guardian_email"] or _("signs on paper")
        rows.append(("guardian", [guardian["guardian_name"], reached]))
    return [(name, STEPS[name].title, [one for one in said if one]) for name, said in rows]


@open_to_all(OPEN)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sent(request: HttpRequest) -> HttpResponse:
    """A mail is on its way; send it again, or to another address."""
    application = drafts.sent_by(request)
    form = AddressForm(request.POST if "email" in request.POST else None)
    if request.method == "POST" and application:
        if is_too_often(request, "apply", a_minute=SENT_A_MINUTE):
            return too_often(request)
        if not form.is_bound or form.is_valid():
            try:
                send_link_again(application, email=form.cleaned_data["email"] if form.data else "")
            except ValidationError as error:
                form.add_error("email", error)
            else:
                messages.success(request, _("Sent. It takes a minute to arrive."))
                return redirect("join:sent")
    context = {"application": application, "form": form}
    status = 422 if form.errors else 200
    return render(request, "volunteers/applying/sent.html", context, status=status)


@open_to_all("The link in the mail is the secret; the account is made here.")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """The address is confirmed, a password chosen: now there is an account."""
    if is_too_often(request, "join", a_minute=ANSWERS_A_MINUTE):
        return too_often(request)
    application = Application.with_token(token)
    if application is None or not application.is_open:
        return render(request, "volunteers/applying/ended.html", status=404)
    form = PasswordForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        user, is_new = confirm_application(application, password=form.cleaned_data["password"])
        drafts.forget(request)
        messages.success(request, _("Thank you! Your application is with us."))
        if is_new and user.is_active:
            return perform_login(request, user, email_verification="none", signup=True)
        return redirect("account_login")
    context = {"form": form, "first_name": application.answers["first_name"]}
    context["email"] = application.email
    status = 422 if form.errors else 200
    response = render(request, "volunteers/applying/confirm.html", context, status=status)
    response["X-Robots-Tag"] = "noindex"
    return response
