#!/bin/sh
# Install one hashed lock into .venv:  scripts/install_python.sh requirements.txt
# With uv where it can be had (seconds), else with pip (a minute).
set -eu
cd "$(dirname "$0")/.."

# A network with an authority of its own: believe what the machine believes, as its own pip does.
authorities=/etc/ssl/certs/ca-certificates.crt
if [ -z "${SSL_CERT_FILE:-}" ] && [ -f $authorities ]; then
    export SSL_CERT_FILE=$authorities
fi

fit() {
    # Runs, is recent enough, and can make an environment (Debian keeps that part in python3-venv).
    "$1" -c 'import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1
}

if [ ! -x .venv/bin/python ] || ! .venv/bin/python -c 'import pip' >/dev/null 2>&1; then
    for python in ${PYTHON:-python3 python3.13 python3.12 python3.11}; do
        if fit "$python"; then
            found=$python
            break
        fi
    done
    if [ -z "${found:-}" ]; then
        echo "No Python 3.11 or later that can make a virtual environment was found" \
            "(on Debian: apt-get install python3 python3-venv). PYTHON=/path/to/python names one." >&2
        exit 1
    fi
    "$found" -m venv --clear .venv
fi

if [ ! -x .venv/bin/uv ]; then
    .venv/bin/pip install --quiet --disable-pip-version-check --require-hashes --only-binary :all: \
        -r requirements-uv.txt || echo "No uv for this machine: going on with pip, which is slower." >&2
fi
# Compiled once, as pip does: where Python is told to write no bytecode, each process would compile it all again.
if [ -x .venv/bin/uv ] &&
    VIRTUAL_ENV="$PWD/.venv" .venv/bin/uv pip install --quiet --compile-bytecode --require-hashes -r "$1"; then
    exit
fi
.venv/bin/pip install --quiet --disable-pip-version-check --require-hashes -r "$1"
