"""The page that list pages are measured against: a login, a session, a template of 50 rows."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import path

MIDDLEWARE = [
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
]
ROWS = [(number, f"School {number}", "delivered", 20 + number) for number in range(50)]
TEMPLATE = """<!doctype html><title>Rows</title><p>{{ request.user.email }}</p><table>
{% for number, school, status, students in rows %}<tr><td>{{ number }}</td><td>{{ school }}</td>
<td>{{ status }}</td><td>{{ students }}</td></tr>{% endfor %}</table>"""


@login_required
def rows(request: HttpRequest) -> HttpResponse:
    return HttpResponse(template.render({"rows": ROWS, "request": request}))


template = engines["django"].from_string(TEMPLATE)
urlpatterns = [path("", rows)]
