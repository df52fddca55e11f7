# One image for web server, worker, clock and migration; docker-compose.yml says which of them a container is.
FROM python:3.11-slim-bookworm AS build
WORKDIR /app
RUN python -m venv /venv
ENV PATH=/venv/bin:$PATH
COPY requirements.txt .
RUN pip install --no-cache-dir --require-hashes --requirement requirements.txt
COPY manage.py ./
COPY patientkontrakt patientkontrakt
COPY contacts contacts
COPY scheduling scheduling
COPY agreements agreements
COPY planning planning
COPY surveys surveys
COPY templates templates
COPY static static
COPY locale locale
# Neither value is kept: they only let Django start, to hash and compress the static files.
RUN SECRET_KEY=build DATABASE_URL=postgres://nobody@nowhere/none STATIC_ROOT=/app/collected DATA_DIR=/tmp \
    python manage.py collectstatic --no-input --verbosity=0 && python -m compileall -q /app

FROM python:3.11-slim-bookworm
RUN useradd --uid 10001 --no-create-home --shell /usr/sbin/nologin patientkontrakt \
    && install --directory --owner=10001 --group=10001 --mode=0700 /data
COPY --from=build /venv /venv
COPY --from=build /app /app
WORKDIR /app
ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 STATIC_ROOT=/app/collected DATA_DIR=/data
USER 10001:10001
EXPOSE 8000
CMD ["gunicorn", "patientkontrakt.wsgi", "--bind", "0.0.0.0:8000"]
