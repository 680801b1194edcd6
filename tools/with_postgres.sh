#!/usr/bin/env bash
# Run a command with DATABASE_URL pointing at a throw-away PostgreSQL on a free port, as an unprivileged user.
set -euo pipefail
bin=$(dirname "$(ls /usr/lib/postgresql/*/bin/initdb 2>/dev/null | sort -V | tail -1)")
[ -n "$bin" ] && [ -x "$bin/initdb" ] || { echo "PostgreSQL chưa được cài đặt trên máy này." >&2; exit 1; }
work=$(mktemp -d)
port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
as() { if [ "$(id -u)" = 0 ]; then runuser -u nobody -- "$@"; else "$@"; fi; }
[ "$(id -u)" != 0 ] || chown nobody "$work"

stop() { (cd / && as "$bin/pg_ctl" -D "$work/data" -m immediate stop >/dev/null 2>&1) || true; rm -rf "$work"; }
trap stop EXIT
(
  cd /
  as "$bin/initdb" -D "$work/data" -U tdkt --auth=trust --encoding=UTF8 --locale=C.UTF-8 >/dev/null
  as "$bin/pg_ctl" -D "$work/data" -w -l "$work/log" -o "-p $port -k $work -c listen_addresses=127.0.0.1 -c fsync=off" start >/dev/null
  as "$bin/createdb" -h 127.0.0.1 -p "$port" -U tdkt tdkt
)
DATABASE_URL="postgresql://tdkt@127.0.0.1:$port/tdkt" "$@"
