#!/bin/sh
# Install what tests use of the operating system, if it is missing:
#     scripts/install_system.sh chromium gettext poppler qpdf postgresql redis
# chromium runs the journeys, gettext reads the strings to translate, poppler and
# qpdf check signed documents as others do. postgresql and redis are for .ci/run:
# they are left alone when something listens on 127.0.0.1:5432 or :6379.
set -eu

quiet=/tmp/essaim-apt-$$.log
trap 'rm -f "$quiet"' EXIT

install() {
    if ! command -v apt-get >/dev/null; then
        echo "$1 is missing and this is no Debian: please install it with your system's packages." >&2
        exit 1
    fi
    if [ "$(id -u)" != 0 ]; then
        echo "$1 is missing: please run “sudo apt-get install $1”." >&2
        exit 1
    fi
    echo "Installing $1 from Debian's packages…"
    export DEBIAN_FRONTEND=noninteractive
    if ! { apt-get update -qq && apt-get install -y -qq --no-install-recommends "$1"; } >"$quiet" 2>&1; then
        cat "$quiet" >&2
        echo "$1 could not be installed (see above)." >&2
        exit 1
    fi
}

listens() {
    # A connection that is accepted at once closed again; python3 is all that a bare machine surely has.
    python3 -c 'import socket, sys; socket.create_connection(("127.0.0.1", int(sys.argv[1])), 1)' "$1" 2>/dev/null
}

wait_for() {
    for _ in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15; do
        if listens "$1"; then return; fi
        sleep 1
    done
    echo "$2 was started but does not answer on 127.0.0.1:$1." >&2
    exit 1
}

provide_chromium() {
    for name in chromium chromium-browser; do
        if command -v $name >/dev/null; then return; fi
    done
    install chromium
}

provide_gettext() {
    if command -v xgettext >/dev/null && command -v msgfmt >/dev/null; then return; fi
    install gettext
}

provide_poppler() {
    if command -v pdfsig >/dev/null; then return; fi
    install poppler-utils
}

provide_qpdf() {
    if command -v qpdf >/dev/null; then return; fi
    install qpdf
}

provide_postgresql() {
    if listens 5432; then return; fi
    action=start
    if ! command -v pg_ctlcluster >/dev/null; then
        install postgresql
        action=restart # Debian may have started it already.
    fi
    # shellcheck disable=SC2046 # two words: version and name
    set -- $(pg_lsclusters --no-header | awk '$3 == 5432 { print $1, $2; exit }')
    if [ $# -ne 2 ]; then
        echo "No PostgreSQL cluster on port 5432: please make one (pg_createcluster 15 main)." >&2
        exit 1
    fi
    if [ $action = restart ]; then
        # Just made, for tests alone: whoever is on this machine may use it.
        sed -i -E 's/^(host +all +all +(127\.0\.0\.1\/32|::1\/128) +).*/\1trust/' "/etc/postgresql/$1/$2/pg_hba.conf"
    fi
    pg_ctlcluster --skip-systemctl-redirect "$1" "$2" $action
    wait_for 5432 PostgreSQL
}

provide_redis() {
    if listens 6379; then return; fi
    if ! command -v redis-server >/dev/null; then
        install redis-server
    fi
    listens 6379 || redis-server --daemonize yes --bind 127.0.0.1 --port 6379 --save "" --appendonly no --dir /tmp >/dev/null
    wait_for 6379 Redis
}

# A function is found by “command -v” like a program: none may be named as one.
for name in "$@"; do
    case $name in
        chromium | gettext | poppler | qpdf | postgresql | redis) "provide_$name" ;;
        *)
            echo "Unknown name $name: use chromium, gettext, poppler, qpdf, postgresql or redis." >&2
            exit 2
            ;;
    esac
done
