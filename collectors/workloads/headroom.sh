#!/bin/bash
# headroom.sh: the workload of the profile headroom. Usage: headroom.sh RATE SECONDS FILE FILE_MIB HOG_MIB STEP_KIB [NS]
#        headroom.sh --unloaded RATE FILE FILE_MIB HOG_MIB: prints the p99 without a balloon, in ns
# How much more memory can be taken before the reads suffer. A balloon (a file in a ramfs, which is never swapped) grows by a step, then reads are
# timed for two seconds, until twice in a row their p99 is above NS, or twice that of this run without a balloon where no NS is given; or the canary was late by more than a second; or
# something was killed. So that this is soon found, it grows by eight steps at a time first; once the p99 is above twice in a row, it gives the
# last eight back and takes them one by one. Where the limit of the cgroup comes first, or the time is up, there is no figure but "at least".
# Prints lines "metric"; headroom.ended_by_... is 1 for what ended it.
set -u
if [[ ${MGLRU_HEADROOM_MOUNTS-} != own ]]; then
  # The ramfs goes with the last process that sees it.
  exec env MGLRU_HEADROOM_MOUNTS=own unshare -m "$BASH" "$0" "$@"
fi
unloaded_only=''
if [[ ${1-} == --unloaded ]]; then
  unloaded_only=yes
  set -- "${2:?}" 0 "${3:?}" "${4:?}" "${5:?}" 0
fi
rate=${1:?usage: headroom.sh RATE SECONDS FILE FILE_MIB HOG_MIB STEP_KIB [NS]} seconds=${2:?} file=${3:?} file_mib=${4:?} hog_mib=${5:?} step_kib=${6:?} allowed=${7-}
# shellcheck source=paced.sh disable=SC1091
. "${BASH_SOURCE[0]%/*}/paced.sh"
if ! { mkdir "$work/balloon" && mount -t ramfs ramfs "$work/balloon"; }; then
  echo "headroom.sh: no ramfs can be mounted for the balloon" >&2
  exit 1
fi

# Sets REPLY to the p99 of reads for two seconds, in ns. Each time of other blocks, the n-th time of the same in each run: those of the time before
# would be the last that are evicted.
again=0
p99() {
  again=$((again + 1))
  reads 2 0 "$rate" >&2 || exit 1
  REPLY=$(awk '/^ *"read" *: *\{/ { side = 1 } /^ *"lat_ns" *:/ { clat = 0 } side && /^ *"clat_ns" *:/ { clat = 1 } clat && /^ *"99\.0+" *:/ { sub(/.*: */, ""); sub(/,.*/, ""); print; exit }' "$work/json")
  if [[ ! $REPLY =~ ^[0-9]+$ ]]; then
    echo "headroom.sh: fio gave no p99" >&2
    exit 1
  fi
}

# What was evicted comes back, since the file is read from front to back as at the beginning: pages that are seldom read would stay away for minutes, and what
# the larger step evicted would be counted as the smaller one's. Then reads that are not counted, for eight seconds at most.
settle() {
  local _
  cat -- "$file" >/dev/null
  for _ in 1 2 3 4; do
    p99
    if ((REPLY <= allowed)); then break; fi
  done
}

# How often something was killed for want of memory, on the machine.
kills() { awk '$1 == "oom_kill" { print $2; found = 1 } END { if (!found) print 0 }' /proc/vmstat; }

# In how many seconds the canary has been late by more than one; 0 without a canary.
late_seconds() {
  local count=0
  if [[ -n ${MGLRU_CANARY_DIR-} ]]; then { read -r count <"$MGLRU_CANARY_DIR/outside.ready"; } 2>/dev/null; fi
  if [[ $count =~ ^[0-9]+$ ]]; then echo "$count"; else echo 0; fi
}

# Sets REPLY to the least memory.max from this cgroup up, in KiB; to nothing where there is none.
limit_kib() {
  local path limit found=''
  path=$(sed -n 's/^0:://p' /proc/self/cgroup 2>/dev/null)
  while [[ -n $path && $path != / ]]; do
    { read -r limit <"/sys/fs/cgroup$path/memory.max"; } 2>/dev/null || limit=max
    if [[ $limit =~ ^[0-9]+$ ]] && { [[ -z $found ]] || ((limit / 1024 < found)); }; then found=$((limit / 1024)); fi
    path=${path%/*}
  done
  REPLY=$found
}

start_hog
# Once from front to back: the latency without a balloon is not that of first reads.
cat -- "$file" >/dev/null
sleep 3
limit_kib
limit=$REPLY
tries=()
for _ in 1 2 3; do
  p99
  tries+=("$REPLY")
done
# The middle one.
unloaded=$(printf '%s\n' "${tries[@]}" | sort -n | sed -n 2p)
if [[ -n $unloaded_only ]]; then
  umount "$work/balloon"
  echo "$unloaded"
  exit
fi
: "${allowed:=$((2 * unloaded))}"
began=$SECONDS killed=$(kills) late=$(late_seconds) ended='' held=0 above=0 many=8
echo 'metric phase=measure'
while [[ -z $ended ]]; do
  if ((SECONDS - began >= seconds)); then
    ended="time"
    break
  fi
  # Above once: the same again, since one slow read in a hundred comes by chance.
  if ((above == 0)); then
    if [[ -n $limit ]] && ((held + step_kib * many > limit * 9 / 10)); then many=1; fi
    if [[ -n $limit ]] && ((held + step_kib > limit * 9 / 10)); then
      ended=limit
      break
    fi
    head -c "$((step_kib * many))K" /dev/urandom >>"$work/balloon/air" || ended="kill"
    held=$((held + step_kib * many))
  fi
  p99
  if ((REPLY > allowed)); then above=$((above + 1)); else above=0; fi
  if (($(kills) > killed)) || ! kill -0 "$hog" 2>/dev/null; then
    ended="kill"
  elif (($(late_seconds) > late)); then
    ended=canary
  elif ((above == 2)); then
    ended=latency
  fi
  if ((many > 1)) && [[ $ended == canary || $ended == latency ]]; then
    held=$((held - step_kib * many)) many=1 above=0 ended=''
    truncate -s "${held}K" "$work/balloon/air"
    settle
    late=$(late_seconds)
  fi
done
echo 'metric phase=end'
umount "$work/balloon"
case $ended in
  time | limit) name=headroom.at_least ;;
  *) name=headroom.taken ;;
esac
awk -v name="$name" -v kib="$held" 'BEGIN { printf "metric %s=%.3f MiB better=higher\n", name, kib / 1024 }'
printf 'metric headroom.p99_unloaded=%s ns\nmetric headroom.p99_allowed=%s ns\nmetric headroom.p99_last=%s ns\n' "$unloaded" "$allowed" "$REPLY"
for reason in latency canary kill limit "time"; do
  printf 'metric headroom.ended_by_%s=%d\n' "$reason" "$([[ $reason == "$ended" ]] && echo 1 || echo 0)"
done
