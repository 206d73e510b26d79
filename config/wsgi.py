"""The WSGI entry point, for any server that speaks it."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

application = get_wsgi_application()

# What was loaded stays: looking through all of it for garbage again and again took a seventh of
# the time of a page.
gc.collect()
gc.freeze()
gc.set_threshold(20_000, 20, 100)
