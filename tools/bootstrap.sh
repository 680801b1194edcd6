#!/usr/bin/env bash
# Make .venv with exactly what requirements/<set>.txt locks. Usage: tools/bootstrap.sh main|dev|browser|nation|bench
set -euo pipefail
cd "$(dirname "$0")/.."
wanted=${1:-dev}
venv=.venv

if [ ! -x $venv/bin/uv ]; then
  # A venv without pip is ready in a moment; where python3 has no pip beside it, the slower usual way works too.
  if python3 -m pip --version >/dev/null 2>&1; then
    python3 -m venv --clear --without-pip $venv
    python3 -m pip --quiet --disable-pip-version-check --python $venv/bin/python install uv
  else
    python3 -m venv --clear $venv
    $venv/bin/python -m pip --quiet --disable-pip-version-check install uv
  fi
fi

export VIRTUAL_ENV="$PWD/$venv"
if [ "$wanted" = dev ]; then
  $venv/bin/uv pip sync --quiet --require-hashes requirements/dev.txt
  $venv/bin/uv pip install --quiet --no-deps --no-build-isolation --editable .
else
  $venv/bin/uv pip install --quiet --require-hashes --requirement requirements/"$wanted".txt
fi
touch $venv/.ready
