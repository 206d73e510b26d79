"""The jobs of this app, found by `transfers`."""

from transfers.imports.jobs import announce_import
from volunteers.imports import VOLUNTEERS

announce_import(VOLUNTEERS)
