# headroom	How much more memory can be taken before reads at a fixed rate take twice as long.
#
# Stresses: how well reclaim finds what is not needed: the better, the more memory can be taken away at the same latency.
# How:      what fio-paced does, but with a worker of an eighth of the limit, so that all fits at first, and with a balloon that grows by
#           steps of 0.5 % of the memory, and is never swapped; after each reads are timed for two seconds (workloads/headroom.sh). It ends where their p99
#           was above twice that without a balloon twice in a row (as found before the first run, in the slower condition: it stands in
#           the plan, and is the same in all runs), or the canary was late by more than a second, or something was killed. Until then it takes eight steps at a time, and gives the last eight back to take them one by one.
# Figure:   headroom.taken in MiB, one a run. Where the limit of the cgroup was met first, or the time was up, headroom.at_least stands in its place.
# Caveats:  on a disk that is as fast as memory a read that misses takes hardly longer than what is allowed, and the headroom says little about misses.
# Limit:    40 % of the memory unless --memory-max says otherwise.
# THP:      never, as for fio-paced.
# shellcheck source=fio-paced.sh
. "$COLLECTORS/profiles/fio-paced.sh"
profile_timeout=300
profile_programs='fio perl unshare'
profile_primary='workload:headroom.taken:5% canary-worst-second'
# A run ends by itself, before its time.
profile_patience=2

# $1: a primary figure that was not printed. $2: the names of those that were.
profile_missing_figure() {
  [[ $1 == headroom.taken && $'\n'$2$'\n' == *$'\n'headroom.at_least$'\n'* ]] || return 1
  REPLY='the limit or the time came before anything suffered, so its headroom is not known; where that is so in many runs, take a larger --memory-max or --timeout'
}

# $1: requests per second.
paced_command() {
  local step=$((memory_mib * 1024 / 200))
  # With that of fio-paced reads wait for reclaim before anything is taken: there is no latency without load to be twice of.
  paced_hog=$((memory_mib / 8))
  workload_argv=("$BASH" "$COLLECTORS/workloads/headroom.sh" "$1" "$timeout_seconds" ../.data/paced "$paced_file" "$paced_hog" "$step" ${headroom_allowed:+"$headroom_allowed"})
}

# The rate as fio-paced finds it, then at that rate the p99 without a balloon under the same limit, in each condition. Twice that of each run itself would allow
# more where reads are slower to begin with; twice that of the faster condition can be less than reads of the other take with nothing taken.
profile_tune() {
  local unloaded most=0 i
  tune_rate
  for i in 0 1; do
    apply_condition "$i"
    new_workload_cgroup "$i"
    unloaded=$(
      release_lock
      if [[ -n $cgroup ]]; then echo "$BASHPID" >"$cgroup/cgroup.procs"; fi
      exec "$BASH" "$COLLECTORS/workloads/headroom.sh" --unloaded "${workload_argv[2]}" tried "$paced_file" "$paced_hog" 2>tried.log
    ) || stop_experiment "the trial of the reads without a balloon failed"
    [[ $unloaded =~ ^[1-9][0-9]{0,11}$ ]] || stop_experiment "the trial of the reads without a balloon gave no time, but \"${unloaded:0:80}\""
    note "without a balloon 99 % of the reads take less than $unloaded ns with ${condition_ids[i]}"
    if ((unloaded > most)); then most=$unloaded; fi
  done
  headroom_allowed=$((2 * most))
  note "twice the longer, $headroom_allowed ns, is allowed in each run"
  paced_command "${workload_argv[2]}"
}
