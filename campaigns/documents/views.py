"""The plan as a file."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from accounts.decorators import requires
from accounts.permissions import Permission
from campaigns.documents.content import document_of
from campaigns.documents.docx import write_docx
from campaigns.documents.pdf import write_pdf
from campaigns.views.loading import load_campaign

WRITERS = {
    "pdf": (write_pdf, "application/pdf"),
    "docx": (
        write_docx,
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ),
}


@require_safe
@requires(Permission.SEE_CAMPAIGNS)
def plan(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """In the reader's language, as it stands now."""
    campaign = load_campaign(request, pk)
    if kind not in WRITERS:
        raise Http404
    write, content_type = WRITERS[kind]
    name = slugify(campaign.title) or f"campaign-{campaign.pk}"
    return HttpResponse(
        write(document_of(campaign)),
        headers={
            "Content-Type": content_type,
            "Content-Disposition": f'attachment; filename="{name}.{kind}"',
        },
    )
