"""The jobs of this app, found by `transfers`."""

from schools.imports import CLASS_GROUPS, SCHOOLS
from transfers.imports.jobs import announce_import

announce_import(SCHOOLS)
announce_import(CLASS_GROUPS)
