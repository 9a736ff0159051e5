#!/usr/bin/env bash
# The Slack room against a Slack that others wrote (test/acceptance/slack). Its package is installed there on the first run, and
# again when the list changed. Words behind go to vitest, e.g. -t and the name of a test.
set -euo pipefail
cd "$(dirname "$0")/.."
suite=test/acceptance/slack

fail() { echo "FAIL $*" >&2; exit 1; }
[ -x node_modules/.bin/vitest ] || fail "npm ci comes first"

if ! cmp -s "$suite/package-lock.json" "$suite/node_modules/.installed-lock.json"; then
  echo "== installing $suite"
  log=$(mktemp)
  npm ci --prefix "$suite" --ignore-scripts --no-audit --no-fund >"$log" 2>&1 || { cat "$log" >&2; rm "$log"; fail "the packages of $suite/package-lock.json cannot be had"; }
  rm "$log"
  cp "$suite/package-lock.json" "$suite/node_modules/.installed-lock.json"
fi

echo "== types"
npx --no-install tsc --noEmit -p "$suite"

echo "== suite"
npx --no-install vitest run --config "$suite/vitest.acceptance.config.ts" "$@"
