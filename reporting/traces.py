"""What this app holds about volunteers: their certificates."""

from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from reporting.models import Certificate
from volunteers.privacy.traces import Trace, announce

_EMPTIES = {
    "holder_name": "",
    "content": {},
    "sha256": "",
    "revoke_reason": "",
    "erased_at": Now(),
}
_SHOWS = ("kind", "number", "holder_name", "period_start", "period_end", "issued_at")

announce(
    # The number stays, so that none is missing, and the code, so that its page can say why.
    Trace(Certificate, _("Certificates"), shows=_SHOWS, empties=_EMPTIES),
    Trace(
        Certificate,
        _("Certificates of workshops"),
        path="participant__user",
        shows=_SHOWS,
        empties=_EMPTIES,
    ),
)
