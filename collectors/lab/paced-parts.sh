#!/bin/bash
# paced-parts.sh RATE FILE FILE_MIB HOG_MIB PARTS SECONDS: the reads of fio-paced next to its worker, timed in PARTS parts of SECONDS each,
# after three seconds that do not count. Prints lines "metric": p90, p95, p99 and the mean of each part, in ns.
set -u
rate=${1:?} file=${2:?} file_mib=${3:?} hog_mib=${4:?} parts=${5:?} seconds=${6:?}
# shellcheck source=../workloads/paced.sh
. "${COLLECTORS:?}/workloads/paced.sh"

start_hog
cat -- "$file" >/dev/null
reads 3 0 "$rate" >&2 || exit 1
echo 'metric phase=measure'
for ((part = 1; part <= parts; part++)); do
  reads "$seconds" 0 "$rate" >&2 || exit 1
  awk -v part="$part" '
    /^ *"read" *: *\{/ { side = 1 }
    /^ *"lat_ns" *:/ { clat = 0 }
    side && /^ *"clat_ns" *:/ { clat = 1 }
    clat && match($0, /^ *"(mean|9[059]\.0+)" *: */) {
      name = $0; gsub(/^ *"|\.0+|".*/, "", name)
      value = substr($0, RLENGTH + 1); sub(/,.*/, "", value)
      printf "metric part%d.%s%s=%.0f ns\n", part, name == "mean" ? "" : "p", name, value
    }
    /^ *"write" *: *\{/ { exit }' "$work/json"
done
echo 'metric phase=end'
stop_hog
