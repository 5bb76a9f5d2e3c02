#!/bin/bash
# paced-parts.sh RATE FILE FILE_MIB HOG_MIB PARTS SECONDS: the reads of fio-paced next to its worker, after three seconds that do not count; how long
# each took is sorted into PARTS parts of SECONDS each. Prints lines "metric": p90, p95, p99 and the mean of each part, in ns.
set -u
rate=${1:?} file=${2:?} file_mib=${3:?} hog_mib=${4:?} parts=${5:?} seconds=${6:?}
# shellcheck source=../workloads/paced.sh disable=SC1091
. "${COLLECTORS:?}/workloads/paced.sh"

start_hog
cat -- "$file" >/dev/null
# shellcheck disable=SC2034  # read by reads
latency_log=$work/each
reads "$((parts * seconds))" 3 "$rate" marks >&2 || exit 1
# A line of the log: ms, ns, and more. The parts are counted from the end, since what comes before the first may be in it.
awk -F ', *' -v parts="$parts" -v seconds="$seconds" '
  { at[NR] = $1; ns[NR] = $2; if ($1 > last) last = $1 }
  END { for (i = 1; i <= NR; i++) { part = parts - int((last - at[i]) / (1000 * seconds)); if (part >= 1) print part, ns[i] } }' "$work/each_clat.1.log" |
  sort -k 1,1n -k 2,2n | awk '
    function quantile(q, i) { i = int(q * n); if (i < q * n) i++; return value[i] }
    function flush() {
      if (!n) return
      printf "metric part%d.mean=%.0f ns\nmetric part%d.p90=%d ns\nmetric part%d.p95=%d ns\nmetric part%d.p99=%d ns\n", part, sum / n, part, quantile(0.9), part, quantile(0.95), part, quantile(0.99)
      n = sum = 0
    }
    $1 != part { flush(); part = $1 }
    { value[++n] = $2; sum += $2 }
    END { flush() }'
stop_hog
