# cgroup.sh: memory cgroups (v2): one for the workload, made new for each run, and one next to it for the collector and its tracers,
# whose memory is protected (memory.min), so that what observes is neither squeezed nor counted.
# Both lie directly under the root, where memory.min of a cgroup holds without one of its parent.

readonly CGROUP_ROOT=/sys/fs/cgroup
# What the limits of run.json show.
readonly CGROUP_LIMITS='memory.max memory.high memory.low memory.min memory.swap.max memory.swap.high memory.zswap.max memory.zswap.writeback'

# Once, before the first run. Without cgroup v2 a workload without settings of its cgroup runs as it is, and that is said.
# Fails, with the reason in REPLY, when something was asked for that needs a cgroup.
make_cgroups() {
  local name
  cgroup='' observers=''
  if [[ ! -e $CGROUP_ROOT/cgroup.controllers ]]; then
    no_cgroup "no cgroup v2 at $CGROUP_ROOT"
    return
  fi
  for name in memory io; do
    switch_controller_on "$name" || needs_cgroup "the $name controller cannot be switched on in $CGROUP_ROOT" || return 1
  done
  state_add cgroup "$CGROUP_ROOT/mglru-report-$$"
  cgroup=$CGROUP_ROOT/mglru-report-$$
  if ! mkdir "$cgroup" 2>/dev/null; then
    cgroup=''
    no_cgroup "no cgroup can be made in $CGROUP_ROOT"
    return
  fi
  move_observers
}

# Switches controller $1 on for the cgroups under the root; noted first. "io" only serves to count, so it may be missing.
switch_controller_on() {
  local control=$CGROUP_ROOT/cgroup.subtree_control
  if [[ " $(<"$control") " == *" $1 "* ]]; then return 0; fi
  if [[ " $(<"$CGROUP_ROOT/cgroup.controllers") " == *" $1 "* ]]; then
    state_add write "-$1" "$control"
    if { echo "+$1" >"$control"; } 2>/dev/null; then return 0; fi
  fi
  [[ $1 == io ]]
}

# Succeeds, with a warning, when nothing was asked for that needs what $1 says is missing.
needs_cgroup() {
  REPLY="$cgroup_needed_by: $1"
  [[ -z $cgroup_needed_by ]] || return 1
  warn "$1: what is counted of the workload alone is not recorded"
}

no_cgroup() {
  local id
  needs_cgroup "$1" || return 1
  warn "daemons that the workload starts outlive their run"
  for id in cgroup-stat cgroup-pressure cgroup-events cgroup-lru-gen; do
    if [[ " ${stream_ids[*]} " == *" $id "* ]]; then stream_impossible[$id]=$1; fi
    unset "stream_program[$id]"
  done
}

# Moves this shell, and so all that it starts, into a cgroup with memory of its own. Not being able to is no reason to stop.
move_observers() {
  local bytes=134217728
  if ((bytes > memory_bytes / 4)); then bytes=$((memory_bytes / 4)); fi
  observers=$cgroup-collectors observers_home='' observers_min=0
  while IFS=: read -r _ _ observers_home; do :; done < <(grep '^0::' /proc/self/cgroup)
  state_add cgroup "$observers"
  if ! { mkdir "$observers" && echo 0 >"$observers/cgroup.procs"; } 2>/dev/null; then
    rmdir "$observers" 2>/dev/null
    observers=''
    warn "the collectors could not be moved to a cgroup of their own: their memory is squeezed with all other"
    return
  fi
  if { echo "$bytes" >"$observers/memory.min"; } 2>/dev/null; then observers_min=$bytes; fi
}

# Back to where this shell came from: a cgroup with a process in it cannot be removed.
leave_cgroup() {
  [[ -n ${observers-} ]] || return 0
  { echo 0 >"$CGROUP_ROOT$observers_home/cgroup.procs"; } 2>/dev/null || { echo 0 >"$CGROUP_ROOT/cgroup.procs"; } 2>/dev/null || :
  observers=''
}

# Makes the workload's cgroup new, so that its counters begin at 0, and sets what condition number $1 and the options ask for.
new_workload_cgroup() {
  local word
  [[ -n $cgroup ]] || return 0
  remove_cgroup "$cgroup" && mkdir "$cgroup" || stop_experiment "cannot make a new $cgroup"
  if [[ -n $memory_max && " ${condition_settings[$1]} " != *' memory.max='* ]]; then
    { echo "$memory_max" >"$cgroup/memory.max"; } 2>/dev/null || stop_experiment "--memory-max: cannot set memory.max to $memory_max"
  fi
  for word in ${condition_settings[$1]}; do
    if setting_in_cgroup "${word%%=*}"; then write_condition_setting "${word%%=*}" "${word#*=}"; fi
  done
}

# Once a second while the workload runs: one that goes to another cgroup is not what this cgroup counts. What has just begun is not in it
# for a moment, and what has just ended is in the root's until it is waited for, so once is not enough.
watch_cgroup() {
  local line
  [[ -n $cgroup && -n ${workload_pid-} ]] || return 0
  while IFS= read -r line; do
    if [[ $line == 0::* ]]; then break; fi
  done 2>/dev/null <"/proc/$workload_pid/cgroup" || return 0
  [[ $line == 0::* ]] || return 0
  line=${line#0::}/
  if [[ $line == "${cgroup#"$CGROUP_ROOT"}/"* ]]; then return 0; fi
  outside_cgroup=$((outside_cgroup + 1))
  if ((outside_cgroup == 3)); then run_failures+=("the workload left its cgroup, which then does not count it"); fi
}

# After the workload: the limits that were recorded before it must have held.
check_cgroup_limits() {
  [[ -n $cgroup ]] || return 0
  cgroup_json
  if [[ $REPLY != "$run_cgroup" ]]; then run_failures+=("the limits of the workload's cgroup were changed while it ran"); fi
}

end_cgroup() {
  if [[ -n $cgroup && -e $cgroup/cgroup.kill ]]; then { echo 1 >"$cgroup/cgroup.kill"; } 2>/dev/null; fi
}

# Waits until nothing of the workload runs, daemons that left its process group among it; fails after ten seconds.
await_empty_cgroup() {
  local try events
  [[ -n $cgroup && -e $cgroup/cgroup.events ]] || return 0
  for ((try = 0; try < 50; try++)); do
    events=$(<"$cgroup/cgroup.events")
    if [[ $events == *'populated 0'* ]]; then return 0; fi
    pause 0.2
  done
  return 1
}

# Sets REPLY to the workload's cgroup as a member of run.json, null without one.
cgroup_json() {
  local name limits='' controllers list=''
  if [[ -z $cgroup ]]; then
    REPLY=null
    return
  fi
  read_setting "$cgroup/cgroup.controllers"
  controllers=$REPLY
  for name in $controllers; do list+=", \"$name\""; done
  for name in $CGROUP_LIMITS; do
    read_setting "$cgroup/$name"
    if [[ -n $REPLY ]]; then
      json_string "$REPLY"
      limits+=", \"$name\": $REPLY"
    fi
  done
  json_string "${cgroup#"$CGROUP_ROOT"}"
  REPLY="{\"path\": $REPLY, \"controllers\": [${list#, }], \"limits\": {${limits#, }}, \"collectors\": "
  if [[ -z $observers ]]; then REPLY+='null}'; else REPLY+="{\"path\": \"${observers#"$CGROUP_ROOT"}\", \"memoryMinBytes\": $observers_min}}"; fi
}
