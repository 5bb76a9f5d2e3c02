#!/usr/bin/env bash
# How long the index of 10, 100 and 1,000 reports takes, and how large it is: bench/fleet/index.sh [REPORT.json]
set -euo pipefail
cd "$(dirname "$0")/../.."
report=${1:-reports/swap-pressure-quiet-6.12/report.json}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
printf '| reports | bytes read | CPU | elapsed | memory | index.html | gzip |\n| --: | --: | --: | --: | --: | --: | --: |\n'
for count in 10 100 1000; do
  node bench/fleet/make-reports.mjs "$report" "$count" "$work/$count"
  TIMEFORMAT='%U %S %R'
  times=$({ time node --eval '
    process.on("exit", () => process.stdout.write(`${process.resourceUsage().maxRSS}\n`))
    process.argv.splice(1, 0, "mglru-report")
    await import("./dist/main.js")
  ' --input-type=module -- index "$work/$count" -o "$work/$count" -q >"$work/rss"; } 2>&1)
  read -r user system real <<<"$times"
  page=$work/$count/index.html
  printf '| %s | %s MB | %s s | %s s | %s MB | %s kB | %s kB |\n' "$count" "$(($(cat "$work/$count"/*/report.json | wc -c) / 1000000))" \
    "$(awk "BEGIN { print $user + $system }")" "$real" "$(($(cat "$work/rss") / 1000))" \
    "$(($(wc -c <"$page") / 1000))" "$(($(gzip -c "$page" | wc -c) / 1000))"
done
