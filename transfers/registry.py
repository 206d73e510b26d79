"""Which kinds of job there are. Apps announce theirs in ``jobs.py``:

    @job_kind("import_schools", label=_("Import of schools"), permission=Permission.IMPORT_DATA)
    def import_schools(job: Job, progress: Progress) -> None: ...

The function does the work and leaves what it has to tell in ``job.result``; a file goes out
through ``transfers.files.open_output``. It must be safe to run again: a worker may die at any
moment, and then the job is started once more.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django import forms
from django.utils.functional import Promise

from accounts.permissions import Permission

if TYPE_CHECKING:
    from transfers.models import Job
    from transfers.progress import Progress

Run = Callable[["Job", "Progress"], None]


@dataclass(frozen=True)
class JobKind:
    """A kind of job.

    :param form: asks for the parameters on a page of its own, /transfers/<name>/; its
        ``parameters()`` gives them as JSON can hold them. Without one, the app has a page.
    :param intro: one sentence for that page.
    :param is_export: what it gives out is a file of records, which the list of exports shows.
    :param describe: a title and a scope for its parameters, in the active language.
    :param template: shows the result on the job's page; gets ``job``.
    """

    name: str
    label: str | Promise
    permission: Permission
    run: Run
    form: type[forms.Form] | None = None
    intro: str | Promise = ""
    template: str = "transfers/_result.html"
    is_export: bool = False
    describe: Callable[[dict], tuple[str, str]] | None = None

    @property
    def slug(self) -> str:
        return self.name.replace("_", "-")


_kinds: dict[str, JobKind] = {}


def job_kind(name: str, **options) -> Callable[[Run], Run]:
    """Announce a kind of job; the options are those of `JobKind`."""

    def register(run: Run) -> Run:
        _kinds[name] = JobKind(name=name, run=run, **options)
        return run

    return register


def kind_named(name: str) -> JobKind:
    """:raises KeyError: nobody announced such a kind."""
    return _kinds[name]


def kind_with_slug(slug: str) -> JobKind:
    """:raises KeyError: nobody announced such a kind."""
    return _kinds[slug.replace("-", "_")]


def kinds() -> list[JobKind]:
    return list(_kinds.values())


def export_kinds() -> list[JobKind]:
    """The kinds that give out files of records."""
    return [kind for kind in kinds() if kind.is_export]
