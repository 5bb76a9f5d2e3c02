# machine.sh: the same empty start for every run: no page cache, nothing in swap, and protection from the OOM killer.

# The collector must outlive the workload: -1000 means never killed. Children inherit it, so the workload's
# own is set back to 0 before it starts (see workload.sh).
protect_from_oom() {
  { echo -1000 >/proc/self/oom_score_adj; } 2>/dev/null || warn "cannot protect the collector from the OOM killer"
}

# Writes out, then drops, the page cache, dentries and inodes; then joins free pages, so that huge pages are
# as easy or hard to get in every run.
drop_caches() {
  sync
  { echo 3 >/proc/sys/vm/drop_caches; } 2>/dev/null || stop_experiment "cannot write /proc/sys/vm/drop_caches"
  if [[ -w /proc/sys/vm/compact_memory ]]; then { echo 1 >/proc/sys/vm/compact_memory; } 2>/dev/null || :; fi
}

# Empties every swap area that has something in it, by switching it off and on again. A profile that wants no swap
# (profile_swap=off) has all of it switched off until the end of the experiment.
# Areas without a priority of their own (below 0) are used in the order in which they were switched on: where one of them
# has to be emptied, all of them are, so that their order stays.
empty_swap() {
  local line priority name used own_order=''
  local -a areas off=()
  mapfile -t areas < <(awk 'NR > 1 && $5 ~ /^-?[0-9]+$/ && $4 ~ /^[0-9]+$/ { print $5, $1, $4 }' /proc/swaps | sort -s -k 1,1nr)
  for line in "${areas[@]}"; do
    read -r priority name used <<<"$line"
    if ((priority < 0 && used > 0)); then own_order=yes; fi
  done
  for line in "${areas[@]}"; do
    read -r priority name used <<<"$line"
    if ((used == 0)) && [[ -z $profile_swap && ($priority != -* || -z $own_order) ]]; then continue; fi
    switch_swap_off "$priority" "$name" "$used"
    off+=("$priority $name")
  done
  if [[ $profile_swap == off ]]; then return; fi
  for line in "${off[@]}"; do
    read -r priority name <<<"$line"
    if [[ $priority == -* ]]; then swapon "$name"; else swapon -p "$priority" "$name"; fi ||
      stop_experiment "cannot switch swap $name on again"
  done
}

# Switches off the area $2 of priority $1, in which $3 kB are in use; how to undo that is noted first.
switch_swap_off() {
  local priority=$1 name=$2 used=$3 available
  available=$(awk '$1 == "MemAvailable:" { print $2 }' /proc/meminfo)
  if ((available < used + 16384)); then
    stop_experiment "cannot empty swap $name: it holds $((used / 1024)) MiB and only $((available / 1024)) MiB of memory are available; end other programs, then resume"
  fi
  if [[ -z ${noted_swaps[$name]-} ]]; then
    state_add swapon "$priority" "$name"
    noted_swaps[$name]=yes
  fi
  swapoff "$name" || stop_experiment "cannot switch swap $name off to empty it"
}
