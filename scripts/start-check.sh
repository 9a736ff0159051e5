#!/usr/bin/env bash
# Starts Groundswell as a newcomer does, waits for its one address, asks the page, and stops it; as root also as an ordinary user,
# with install scripts blocked, in a copy of its own. Fails with the output of whatever did not work.
set -euo pipefail
cd "$(dirname "$0")/.."
work=$(mktemp -d /tmp/groundswell-start-XXXXXX)
chmod 755 "$work"
trap 'rm -rf "$work"' EXIT

# check NAME DIR COMMAND...: COMMAND runs `npm start` with PORT and DATA_DIR given.
check() {
  local name=$1 dir=$2; shift 2
  local out="$work/$name.log" began=$SECONDS pid address=""
  "$@" >"$out" 2>&1 &
  pid=$!
  for _ in $(seq 1 300); do
    address=$(grep -om1 'http://localhost:[0-9]*' "$out" || true)
    [ -n "$address" ] && break
    kill -0 "$pid" 2>/dev/null || break
    sleep 0.1
  done
  if [ -z "$address" ] || ! node -e "fetch('$address').then(r => process.exit(r.ok ? 0 : 1), () => process.exit(1))"; then
    echo "FAIL start as $name"; cat "$out"; exit 1
  fi
  # npm hands the signal on to what it runs.
  pkill -TERM -P "$pid" 2>/dev/null || true
  kill -TERM "$pid" 2>/dev/null || true
  wait "$pid" 2>/dev/null || true
  for _ in $(seq 1 100); do [ -e "$dir/postgres/data/postmaster.pid" ] || break; sleep 0.1; done
  if [ -e "$dir/postgres/data/postmaster.pid" ]; then echo "FAIL $name: Postgres was left running"; cat "$out"; exit 1; fi
  echo "ok   start as $name ($((SECONDS - began)) s)"
}

check "$(id -un)" "$work/data" env PORT=0 DATA_DIR="$work/data" npm start
check "$(id -un) again" "$work/data" env PORT=0 DATA_DIR="$work/data" npm start

if [ "$(id -u)" = 0 ] && command -v runuser >/dev/null; then
  mkdir "$work/home"
  git ls-files -z | xargs -0 cp --parents -t "$work/home"
  chown -R nobody "$work/home"
  run="cd $work/home && export HOME=$work/home && npm ci --ignore-scripts --no-audit --no-fund >/dev/null 2>&1 && PORT=0 DATA_DIR=$work/home/.data exec npm start"
  check "an ordinary user, install scripts blocked" "$work/home/.data" runuser -u nobody -- bash -c "$run"
fi
