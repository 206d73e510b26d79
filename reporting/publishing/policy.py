"""May this person do this to this report now?

Reports come here from ``visible_to``. A ``check_`` raises ``PermissionDenied`` where it is not
this person's to do, and ``NotNow`` where the report's state stands against it; services check
again once they hold the row.
"""

from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.permissions import Permission
from reporting.models import ApprovalRule, Publication, PublicationStatus
from sessions.errors import NotNow

Check = Callable[[User, Publication], None]


def allows(check: Check, user: User, publication: Publication) -> bool:
    """Whether a check passes: for pages that offer only what can be done."""
    try:
        check(user, publication)
    except (PermissionDenied, NotNow):
        return False
    return True


def approval_rule() -> ApprovalRule:
    return ApprovalRule(settings.REPORT_APPROVAL)


def check_may_edit(user: User, publication: Publication) -> None:
    _check(user, Permission.DRAFT_REPORTS)
    _check_is_author(user, publication)
    if publication.status == PublicationStatus.SUBMITTED:
        raise NotNow(_("It waits for approval, so its text is locked. Take it back to change it."))
    _check_status(publication, PublicationStatus.DRAFT)


check_may_submit = check_may_edit
check_may_discard = check_may_edit


def check_may_take_over(user: User, publication: Publication) -> None:
    """Somebody else's draft can be gone on with; the new author cannot approve it then."""
    _check(user, Permission.DRAFT_REPORTS)
    _check_status(publication, PublicationStatus.DRAFT)
    if publication.author_id == user.pk:
        raise NotNow(_("You are its author already."))


def check_may_take_back(user: User, publication: Publication) -> None:
    _check(user, Permission.DRAFT_REPORTS)
    _check_is_author(user, publication)
    _check_can_go_back(publication)


def check_may_approve(user: User, publication: Publication) -> None:
    _check(user, Permission.PUBLISH_REPORTS)
    _check_awaits_approval(publication)
    if approval_rule() == ApprovalRule.SECOND and publication.author_id == user.pk:
        raise PermissionDenied(_("You wrote this report, so a second manager has to approve it."))


def check_may_send_back(user: User, publication: Publication) -> None:
    _check(user, Permission.PUBLISH_REPORTS)
    _check_can_go_back(publication)
    if publication.author_id == user.pk:
        raise PermissionDenied(_("You wrote this report: take it back instead."))


def check_may_publish_again(user: User, publication: Publication) -> None:
    """Freezing it came to no end; whoever may approve reports may start that again."""
    _check(user, Permission.PUBLISH_REPORTS)
    if not publication.is_stuck:
        raise NotNow(_("There is nothing to start again."))


def check_may_withdraw(user: User, publication: Publication) -> None:
    _check(user, Permission.PUBLISH_REPORTS)
    _check_status(publication, PublicationStatus.PUBLISHED)


def check_may_open(user: User, publication: Publication) -> None:
    _check(user, Permission.PUBLISH_REPORTS)
    _check_status(publication, PublicationStatus.PUBLISHED)
    if publication.open_token:
        raise NotNow(_("Its open page is there already."))


def check_may_close(user: User, publication: Publication) -> None:
    _check(user, Permission.PUBLISH_REPORTS)
    if not publication.open_token:
        raise NotNow(_("It has no open page."))


def check_may_start_edition(user: User, publication: Publication) -> None:
    _check(user, Permission.DRAFT_REPORTS)
    if not publication.is_frozen:
        raise NotNow(_("Only a published report has a new edition."))
    if hasattr(publication, "replaced_by"):
        raise NotNow(_("A newer edition of this report was begun already."))


def _check(user: User, permission: Permission) -> None:
    if not user.can(permission):
        raise PermissionDenied


def _check_is_author(user: User, publication: Publication) -> None:
    if publication.author_id != user.pk:
        raise PermissionDenied(_("Only its author writes a report. Take over the draft first."))


def _check_can_go_back(publication: Publication) -> None:
    """Before it is approved, and where freezing it came to no end."""
    if not publication.is_stuck:
        _check_awaits_approval(publication)


def _check_awaits_approval(publication: Publication) -> None:
    _check_status(publication, PublicationStatus.SUBMITTED)
    if publication.approved_at:
        raise NotNow(
            _("%(name)s has approved this report already.") % {"name": publication.approved_by}
        )


def _check_status(publication: Publication, allowed: str) -> None:
    if publication.status != allowed:
        raise NotNow(_WHY_NOT[PublicationStatus(publication.status)]())


_WHY_NOT = {
    PublicationStatus.DRAFT: lambda: _("This report is a draft still."),
    PublicationStatus.SUBMITTED: lambda: _("This report waits for approval."),
    PublicationStatus.PUBLISHED: lambda: _("This report is published and stays as it is."),
    PublicationStatus.WITHDRAWN: lambda: _("This report was withdrawn."),
}
