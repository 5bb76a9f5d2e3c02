#!/usr/bin/env bash
# usage: bench/others.sh DIRECTORY
# Fetches published comparisons of the two LRUs into DIRECTORY and analyzes each group of runs as it is; docs/others.md says what they
# are worth. Needs git, a network, and `npm run build` before. What is there already is not fetched again.
set -euo pipefail
into=${1:?usage: bench/others.sh DIRECTORY}
here=$(cd "$(dirname "$0")/.." && pwd)
mkdir -p "$into"
into=$(cd "$into" && pwd)

fetch() { # repository, commit, paths...
  local name=${1#*/}
  [ -d "$into/$name/.git" ] && return
  git clone -q --filter=blob:none --no-checkout "https://github.com/$1" "$into/$name"
  git -C "$into/$name" sparse-checkout set "${@:3}"
  git -C "$into/$name" checkout -q "$2"
}

analyze() { # name of the report, options...
  local output=$into/reports/$1
  echo "## $1"
  node "$here/dist/main.js" analyze "${@:2}" --to json,md -q --force -o "$output" || return 0
  node -e '
    const report = JSON.parse(require("node:fs").readFileSync(process.argv[1], "utf8"))
    for (const { metric, verdict, baseline, treatment } of report.comparisons)
      if (baseline.median !== null && treatment.median !== null && metric !== "collapsed-runs")
        console.log([metric, baseline.median, treatment.median, verdict].join("\t"))
    for (const { id, outcome } of report.checks) if (outcome === "invalidates") console.log("invalid:\t" + id)
  ' "$output/report.json"
}

# vmstat_start_*, vmstat_stop_* and fio_* of each run, put in a directory of its own
mg_lru() { # directory of results
  local place=$into/mg-lru/results/$1 runs=$into/runs/$1 file name lru group number
  for file in "$place"/vmstat_start_*; do
    name=${file##*/vmstat_start_}
    lru=${name%%_*}
    number=${name##*_}
    group=${name#*_}
    group=${group%_*}
    [ -f "$place/vmstat_stop_$name" ] || continue
    mkdir -p "$runs/$group/$lru/$number"
    cp "$file" "$place/vmstat_stop_$name" "$runs/$group/$lru/$number"
    [ ! -f "$place/fio_$name" ] || cp "$place/fio_$name" "$runs/$group/$lru/$number"
  done
  for group in "$runs"/*; do
    [ -d "$group/lru" ] && [ -d "$group/mglru" ] || continue
    analyze "mg-lru-${group##*/}" --off "$group"/lru/* --on "$group"/mglru/*
  done
}

fetch EMDC-OS/mg-lru ad917187b2ff0de26c552a8cb3d20af4cb7e316e results/fio/desktop/mem32G
mg_lru fio/desktop/mem32G/latency_analysis

fetch hakavlad/cache-tests 30cd8266226d95af75c6a7b7b65ba92a9f30cafb mg-LRU-v3_vs_classic-LRU
for group in "$into"/cache-tests/mg-LRU-v3_vs_classic-LRU/[12]-*/*/; do
  compgen -G "$group/classic-LRU-*" >/dev/null && compgen -G "$group/mg-LRU-*" >/dev/null || continue
  analyze "cache-tests-$(basename "$group")" --baseline "classic LRU=" "$group"/classic-LRU-* --treatment "mg-LRU v3=" "$group"/mg-LRU-*
done
