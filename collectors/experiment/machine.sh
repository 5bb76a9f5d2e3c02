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
empty_swap() {
  local name kind size used priority available
  while read -r name kind size used priority; do
    if [[ $name == Filename || ($used == 0 && -z $profile_swap) ]]; then continue; fi
    available=$(awk '$1 == "MemAvailable:" { print $2 }' /proc/meminfo)
    if ((available < used + 16384)); then
      stop_experiment "cannot empty swap $name: $((used / 1024)) MiB are in it and only $((available / 1024)) MiB of memory are free; end what else uses memory, then resume"
    fi
    if [[ -z ${noted_swaps[$name]-} ]]; then
      state_add swapon "$priority" "$name"
      noted_swaps[$name]=yes
    fi
    swapoff "$name" || stop_experiment "cannot switch swap $name off to empty it"
    if [[ $profile_swap == off ]]; then continue; fi
    if [[ $priority == -* ]]; then swapon "$name"; else swapon -p "$priority" "$name"; fi ||
      stop_experiment "cannot switch swap $name on again"
  done < <(cat /proc/swaps)
}
