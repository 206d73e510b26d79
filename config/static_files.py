"""Which of the browser packages' files are served, and how their addresses are looked up."""

from functools import cache

from django.contrib.staticfiles.apps import StaticFilesConfig
from whitenoise.storage import CompressedManifestStaticFilesStorage


class OnlyWhatPagesUse(StaticFilesConfig):
    """Leaves out what browser packages bring beside the one build that pages ask for.

    Compressing all of it for production took more than ten minutes, and it is never asked for.
    """

    ignore_patterns = [
        *StaticFilesConfig.ignore_patterns,
        "bootstrap-*",
        "bootstrap.css*",
        "bootstrap.rtl*",
        "bootstrap.bundle*",
        "bootstrap.esm*",
        "bootstrap.js*",
        "bootstrap.min.js*",
        "echarts.js*",
        "echarts.min.js*",
        "echarts.common.js*",
        "echarts.esm*",
        "echarts.simple*",
        "extension",
        "htmx.js",
        "htmx.amd*",
        "htmx.cjs*",
        "htmx.esm*",
        "ext",
        "index.cjs",
        "scss",
        "*.d.ts",
        "*.md",
    ]


class StaticFiles(CompressedManifestStaticFilesStorage):
    """Names with the hash of what is in them; each is put together once in a process."""

    @cache  # noqa: B019 (there is one storage)
    def url(self, name: str, force: bool = False) -> str:
        return super().url(name, force)
