#!/bin/bash
# fio-paced.sh: the workload of the profile fio-paced. Usage: fio-paced.sh RATE SECONDS RAMP FILE FILE_MIB HOG_MIB
#        fio-paced.sh --search SHARE SECONDS FILE FILE_MIB HOG_MIB: prints the rate to be offered: SHARE percent of what is reached without
#        a pace, or less where that many are not served.
# Prints fio's JSON, without the bins of its histogram, and lines "metric" of what was offered, served and late, and of the other worker.
set -u
search='' rate=0
if [[ ${1-} == --search ]]; then
  search=${2:?} seconds=${3:?} ramp=3
  shift 3
else
  rate=${1:?usage: fio-paced.sh RATE SECONDS RAMP FILE FILE_MIB HOG_MIB} seconds=${2:?} ramp=${3:?}
  shift 3
fi
file=${1:?} file_mib=${2:?} hog_mib=${3:?}
# shellcheck source=paced.sh
. "${BASH_SOURCE[0]%/*}/paced.sh"

if [[ -n $search ]]; then
  start_hog
  sleep 3
  reads "$seconds" "$ramp" 0 >&2 || exit 1
  most=$(served)
  rate=$(awk -v most="$most" -v share="$search" 'BEGIN { printf "%d", most * share / 100 }')
  for try in 1 2 3 4; do
    if ((rate < 1)); then break; fi
    reads "$seconds" "$ramp" "$rate" >&2 || exit 1
    printf 'fio-paced: without a pace %s requests/s; of %s offered %s were served\n' "${most%.*}" "$rate" "$(awk -v n="$(served)" 'BEGIN { printf "%.0f", n }')" >&2
    if awk -v rate="$rate" -v served="$(served)" 'BEGIN { exit !(served >= 0.98 * rate) }'; then
      echo "$rate"
      exit
    fi
    rate=$((rate * 3 / 4))
  done
  printf 'fio-paced: the search did not come to an end: less than 98 %% of %s requests/s were served in try %s\n' "$((rate * 4 / 3))" "$try" >&2
  echo "$((rate > 0 ? rate : 1))"
  exit
fi

start_hog
# Once from front to back, so that the worker has met the limit before the ramp. fio throws the file out of the page cache again as it begins: its first
# read of a page is a miss under every condition.
cat -- "$file" >/dev/null
reads "$seconds" "$ramp" "$rate" marks >&2
status=$?
# All but the bins; the comma before them goes with them.
awk '/^ *"bins" *: *\{/ { sub(/,$/, "", held); bins = 1 } !bins { if (NR > 1) print held; held = $0 } bins && /\}/ { bins = 0 } END { print held }' "$work/json"
awk -v rate="$rate" '
  /^ *"(read|write|trim)" *: *\{/ { side = $1 }
  side == "\"read\"" && /^ *"iops" *:/ && iops == "" { iops = $0; sub(/.*: */, "", iops); sub(/,.*/, "", iops) }
  side == "\"read\"" && /^ *"bins" *: *\{/ { bins = 1; next }
  bins && /\}/ { bins = 0 }
  bins { line = $0; gsub(/[", ]/, "", line); split(line, part, ":"); n += part[2]; if (part[1] > 1e9 / rate) late += part[2] }
  END {
    printf "metric paced.offered=%d requests/s\n", rate
    if (iops != "") printf "metric paced.served=%.4f better=higher\n", iops / rate
    if (n > 0) printf "metric paced.late=%.6f better=lower\n", late / n
  }' "$work/json"
stop_hog
exit "$status"
