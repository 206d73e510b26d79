"""PostgreSQL and Redis of Birge's own, for machines where nothing else is set up.

Where DATABASE_URL or REDIS_URL is missing, that server runs from the data folder on a private
socket. Importing this package, and so the settings, starts nothing: a process that needs the
servers holds them (`hold_servers`), and they end when nobody holds them any more.
"""

from config.embedded.leases import EmbeddedServerError
from config.embedded.places import database_settings, redis_url
from config.embedded.servers import hold_servers, servers_for_command

__all__ = [
    "EmbeddedServerError",
    "database_settings",
    "hold_servers",
    "redis_url",
    "servers_for_command",
]
