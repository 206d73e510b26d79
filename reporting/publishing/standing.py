"""What has become of a published report since: withdrawn, or replaced; for its files to say."""

from django.utils.translation import gettext as _

from reporting.models import Publication, PublicationStatus


def standing_of(report: Publication) -> str:
    """A sentence in the active language; empty where the report holds as it was published."""
    if report.status == PublicationStatus.WITHDRAWN:
        return _("This report was withdrawn: %(reason)s") % {"reason": report.withdraw_reason}
    newer = getattr(report, "replaced_by", None)
    if newer and newer.is_frozen:
        return _("Edition %(edition)d has replaced this report.") % {"edition": newer.edition}
    return ""


def suffix_of(report: Publication) -> str:
    """For the names of files, some of which have no room for a sentence."""
    if report.status == PublicationStatus.WITHDRAWN:
        return "-withdrawn"
    newer = getattr(report, "replaced_by", None)
    return "-replaced" if newer and newer.is_frozen else ""
