# workload.sh: the workload is started, watched and, if need be, ended.

# Starts the workload in a process group of its own. When it ends, its exit status and the time go into a file,
# and a line in a fifo wakes await_workload. The wrapper stays protected from the OOM killer, the workload does not.
# A read that times out may lose what it has read of a line so far, so nothing that counts goes through the fifo.
start_workload() {
  local fifo=$run_dir/.done
  # Not on the disk of the experiment, which may be full.
  ended_file=$STATE_DIR/ended
  : >"$ended_file"
  mkfifo "$fifo" || return 1
  exec {done_fd}<>"$fifo"
  rm -f "$fifo"
  (
    trap '' INT HUP
    release_lock
    (
      echo 0 >/proc/self/oom_score_adj
      if [[ -n $cgroup ]]; then echo "$BASHPID" >"$cgroup/cgroup.procs"; fi
      cd "$workload_cwd" || exit 126
      if [[ -n $caller_locale ]]; then export LC_ALL=$caller_locale; else unset LC_ALL; fi
      trap - INT HUP
      exec {done_fd}>&-
      exec setsid "${run_argv[@]}"
    ) </dev/null >"$run_dir/.workload.out" 2>&1 &
    printf 'pid %s\n' "$!" >&"$done_fd"
    wait "$!"
    status=$?
    monotonic_now
    printf '%s %s\n' "$status" "$REPLY" >"$ended_file"
    printf 'ended\n' >&"$done_fd"
  ) &
  wrapper_pid=$!
  local word
  read -r -u "$done_fd" word workload_pid
  if [[ $word != pid ]]; then return 1; fi
  state_add_process "$workload_pid" workload
}

# Sets workload_status and phase_end once the workload has ended; fails while it has not.
workload_ended() {
  # Without a newline at its end the line is not whole yet.
  { read -r workload_status phase_end <"$ended_file"; } 2>/dev/null && [[ "$workload_status $phase_end" =~ ^[0-9]{1,3}\ [0-9]+$ ]]
}

# Waits for the workload's end and takes a sample each second. Sets workload_status and phase_end. What runs
# longer than $1 seconds is ended; $2 says whether that is a failure ("late") or the normal end ("timeout").
await_workload() {
  local limit=$1 kind=$2 started=$SECONDS ended=''
  while ! workload_ended; do
    if read -r -t 1 -u "$done_fd" _; then continue; fi
    # It may have ended between the two looks.
    if ! kill -0 "$wrapper_pid" 2>/dev/null && ! workload_ended; then
      run_failures+=("the shell that waits for the workload was killed")
      monotonic_now
      phase_end=$REPLY workload_status=''
      break
    fi
    if workload_ended; then break; fi
    if [[ $run_kind != untraced ]]; then sample_streams; fi
    show_progress "$((SECONDS - started))"
    if ((limit > 0 && SECONDS - started >= limit)); then
      if [[ -z $ended ]]; then
        end_workload TERM
        ended=$SECONDS
        if [[ $kind == late ]]; then run_failures+=("the workload did not end within $limit s and was ended"); fi
      elif ((SECONDS - ended >= 10)); then
        end_workload KILL
      fi
    fi
  done
  exec {done_fd}>&-
  wait "$wrapper_pid" 2>/dev/null
  # What the workload left behind would run on into the next run.
  end_workload KILL
  await_empty_cgroup || run_failures+=("processes that the workload started did not end")
  if [[ -n $ended && $kind == timeout ]]; then workload_status=0; fi
  workload_pid=''
}

end_workload() {
  if [[ -n ${workload_pid-} ]]; then kill "-$1" -- "-$workload_pid" 2>/dev/null; fi
  if [[ -n $cgroup && $1 == KILL && -e $cgroup/cgroup.kill ]]; then echo 1 >"$cgroup/cgroup.kill"; fi
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

# Makes the cgroup that the workload runs in, so that all of it can be ended, and limits its memory where --memory-max
# says so; the memory controller is not switched on for anything else. Without cgroup v2 a workload without a limit runs as
# it is. Fails, with the reason in REPLY, when a limit cannot be set.
make_cgroup() {
  local root=/sys/fs/cgroup
  cgroup=''
  if [[ ! -e $root/cgroup.controllers ]]; then
    REPLY="--memory-max needs cgroup v2 at $root"
    [[ -z $memory_max ]] || return 1
    warn "no cgroup v2 at $root: daemons that the workload starts outlive their run"
    return 0
  fi
  if [[ -n $memory_max && " $(<"$root/cgroup.subtree_control") " != *' memory '* ]]; then
    state_add write -memory "$root/cgroup.subtree_control"
    echo +memory 2>/dev/null >"$root/cgroup.subtree_control" || {
      REPLY="--memory-max: the memory controller cannot be switched on in $root"
      return 1
    }
  fi
  state_add cgroup "$root/mglru-report-$$"
  cgroup=$root/mglru-report-$$
  if ! mkdir "$cgroup" 2>/dev/null; then
    cgroup=''
    REPLY="--memory-max: cannot make a cgroup in $root"
    [[ -z $memory_max ]] || return 1
    warn "no cgroup can be made in $root: daemons that the workload starts outlive their run"
  elif [[ -n $memory_max ]] && ! echo "$memory_max" >"$cgroup/memory.max"; then
    REPLY="--memory-max: cannot set memory.max to $memory_max"
    return 1
  fi
}
