#!/usr/bin/env bash
# The Bluesky source against a real server of its network (test/acceptance/bluesky). Its packages are installed there on the first
# run, and again when their list changed. Words behind go to vitest, e.g. a file name.
set -euo pipefail
cd "$(dirname "$0")/.."
suite=test/acceptance/bluesky

fail() { echo "FAIL $*" >&2; exit 1; }
[ -x node_modules/.bin/vitest ] || fail "npm ci comes first"

# A binary for another Node, or none at all, counts as missing.
has_sqlite() { (cd "$suite" && node -e 'new (require("better-sqlite3"))(":memory:")' 2>/dev/null); }

# Where Node's headers are: as npm was told, else beside Node itself, else node-gyp fetches them.
headers() {
  local told
  told=$(npm config get nodedir 2>/dev/null || true)
  if [ -n "$told" ] && [ "$told" != undefined ] && [ "$told" != null ]; then echo "$told"; return; fi
  node -p 'const { dirname, join } = require("path"); const at = join(dirname(process.execPath), "..");
    require("fs").existsSync(join(at, "include/node/node.h")) ? at : ""'
}

if ! cmp -s "$suite/package-lock.json" "$suite/node_modules/.installed-lock.json"; then
  echo "== installing $suite (about 500 MB)"
  log=$(mktemp)
  npm ci --prefix "$suite" --no-audit --no-fund >"$log" 2>&1 || { cat "$log" >&2; rm "$log"; fail "the packages of $suite/package-lock.json cannot be had"; }
  rm "$log"
  cp "$suite/package-lock.json" "$suite/node_modules/.installed-lock.json"
fi

if ! has_sqlite; then
  echo "== building better-sqlite3, whose install script npm did not run (some minutes)"
  nodedir=$(headers)
  log=$(mktemp)
  env ${nodedir:+npm_config_nodedir="$nodedir"} npm run --prefix "$suite" sqlite >"$log" 2>&1 || true
  has_sqlite || { tail -40 "$log" >&2; rm "$log"; fail "better-sqlite3 cannot be built here: it needs a C++ compiler, make, python3 and Node's headers"; }
  rm "$log"
fi

echo "== types"
npx --no-install tsc --noEmit -p "$suite"

# The servers leave their files behind; Postgres, started by root, runs as another user, who has to get in.
work=$(mktemp -d /tmp/groundswell-bluesky-XXXXXX)
chmod 755 "$work"
trap 'rm -rf "$work"' EXIT
echo "== suite"
TMPDIR=$work npx --no-install vitest run --config "$suite/vitest.acceptance.config.ts" "$@"
