#!/usr/bin/env bash
# Bring the database up to date, load the sample year into an empty one, and serve.
set -euo pipefail
cd "$(dirname "$0")/.."
export DJANGO_SETTINGS_MODULE=${DJANGO_SETTINGS_MODULE:-config.settings.dev}
address=${TDKT_ADDRESS:-127.0.0.1:8000}

.venv/bin/python manage.py migrate --verbosity 0
.venv/bin/python manage.py demo --if-empty
echo "tdkt đang chạy tại http://$address (Ctrl+C để dừng)"
exec .venv/bin/gunicorn config.wsgi --bind "$address" --workers 2 --timeout 120 --log-level warning
