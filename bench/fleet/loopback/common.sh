# shellcheck shell=bash
# What the loopback fleets share: four machines, what one machine makes of the same, and how all of it ends.
# Each machine is a name on this one; "recorded" takes the place of collecting, which needs a test machine.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../../.." && pwd)
node=$(command -v node)
export MGLRU_REPORT="$node $root/dist/main.js" FLEET_COLLECT=$root/bench/fleet/loopback/recorded
declare -A fixture_of=([n1]=swap-pressure-6.12 [n2]=swap-pressure-quiet-6.12 [n3]=swap-pressure-7.2)
started=() work=''

# needs PROGRAM=PACKAGE...: exit status 77 with the line that installs what is missing
needs() {
  local pair missing=()
  # daemons are not in everyone's PATH
  PATH=$PATH:${FLEET_SBIN-/usr/sbin:/sbin}
  for pair; do command -v "${pair%=*}" >/dev/null || missing+=("${pair#*=}"); done
  ((${#missing[@]} == 0)) && return
  echo "missing here. On Debian or Ubuntu: apt-get install --no-install-recommends $(printf '%s\n' "${missing[@]}" | sort -u | tr '\n' ' ')" >&2
  exit 77
}

say() { printf '%5.1f s  %s\n' "$(awk "BEGIN { print $EPOCHREALTIME - $began }")" "$*"; }

# begin: the directory of all that follows, with the recordings as the machines have them; n4 has none, so that its collecting fails
begin() {
  began=$EPOCHREALTIME
  work=$(mktemp -d "${TMPDIR:-/tmp}/mglru-fleet-XXXXXX")
  trap finish EXIT
  trap 'exit 130' INT
  trap 'exit 143' TERM HUP
  export FLEET_RECORDED=$work/recorded FLEET_SCRATCH=$work/scratch FLEET_LOOPBACK=$work XDG_CACHE_HOME=$work/cache
  mkdir "$FLEET_RECORDED"
  local name
  for name in "${!fixture_of[@]}"; do ln -s "$root/fixtures/experiments/${fixture_of[$name]}" "$FLEET_RECORDED/$name"; done
  printf 'n%d\n' 1 2 3 4 >"$work/machines"
  say "recorded experiments: n1 ${fixture_of[n1]}, n2 ${fixture_of[n2]}, n3 ${fixture_of[n3]}; n4 has none"
}

# start PROGRAM...: in the background, in a session of its own so that Ctrl-C is for this script alone, which ends it by its id
start() {
  setsid "$@" </dev/null >>"$work/daemons.log" 2>&1 &
  started+=("$!")
}

# until_true SECONDS WHAT COMMAND...
until_true() {
  local left=$(($1 * 5)) what=$2
  shift 2
  until "$@" >/dev/null 2>&1; do
    if ((left-- <= 0)); then
      echo "waited for too long: $what; see the end of the log:" >&2
      tail -n 20 "$work"/*.log >&2
      exit 1
    fi
    sleep 0.2
  done
}

ports() {
  node -e 'const net = require("node:net")
    const all = Array.from({ length: Number(process.argv[1]) }, () => net.createServer().listen(0, "127.0.0.1"))
    Promise.all(all.map((one) => new Promise((done) => one.once("listening", done)))).then(() => {
      console.log(all.map((one) => one.address().port).join(" "))
      for (const one of all) one.close()
    })' "$1"
}

# Processes of this loopback alone: they carry its directory in their environment.
left_over() {
  local one
  for one in /proc/[0-9]*; do
    [[ ${one#/proc/} != "$$" && ${one#/proc/} != "$BASHPID" ]] || continue
    if tr '\0' '\n' <"$one/environ" | grep -qxF "FLEET_LOOPBACK=$work"; then echo "${one#/proc/}"; fi
  done 2>/dev/null
}

finish() {
  local status=$? one
  trap '' INT TERM HUP
  if declare -F before_finish >/dev/null; then before_finish; fi
  for one in "${started[@]}"; do kill "$one" 2>/dev/null; done
  for one in 1 2 3 4 5 6 7 8 9 10; do
    [[ -n $(left_over) ]] || break
    sleep 0.5
  done
  for one in $(left_over); do kill -KILL "$one" 2>/dev/null; done
  rm -rf "$work"
  exit "$status"
}

# Analyzes, indexes and pools the recordings here, and compares every byte with what the fleet made.
hold_against_one_machine() {
  local name reports=()
  for name in n1 n2 n3; do
    node "$root/dist/main.js" analyze "$FLEET_RECORDED/$name" -o "$work/one/$name" --quiet
    reports+=("$work/one/$name/report.json")
  done
  node "$root/dist/main.js" index "${reports[@]}" -o "$work/one" --quiet
  node "$root/dist/main.js" pool "${reports[@]}" -o "$work/one" --quiet
  if ! diff -r "$work/one" "$1/reports"; then
    echo 'the fleet made other bytes than one machine' >&2
    exit 1
  fi
  say "the same bytes as of one machine: $(cd "$work/one" && find . -type f | wc -l) files, $(cd "$work/one" && find . -type f -print0 | xargs -0 cat | wc -c) bytes"
  (cd "$1/reports" && sha256sum n?/report.json index.csv pool.json 2>/dev/null)
}
