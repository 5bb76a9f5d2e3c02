# canary.sh: what the stream "canary" needs of run-experiment: a program, a directory, a cgroup, and word of when the workload's cgroup is there.

# Whether the stream is recorded, and can be.
has_canary() { [[ " ${stream_ids[*]} " == *' canary '* && -z ${stream_impossible[canary]-} ]]; }

# Before the first run.
prepare_canary() {
  local mib
  canary_cgroup=''
  has_canary || return 0
  canary_dir=$experiment/.canary
  rm -rf "$canary_dir"
  mkdir "$canary_dir" || stop_experiment "cannot make $canary_dir"
  find_canary_program
  if [[ -n $cgroup ]]; then
    canary_cgroup=$cgroup-canary
    state_add cgroup "$canary_cgroup"
    mkdir "$canary_cgroup" 2>/dev/null || canary_cgroup=''
  fi
  canary_size "$memory_bytes"
  mib=$REPLY
  export MGLRU_CANARY_PROGRAM MGLRU_CANARY_LIB=$EXPERIMENT_LIB MGLRU_CANARY_DIR=$canary_dir MGLRU_CANARY_CGROUP=$canary_cgroup
  export MGLRU_CANARY_WORKLOAD=$cgroup MGLRU_CANARY_MIB=$mib
}

# Sets REPLY to the MiB of each of the canary's two memories where $1 bytes are there: 32, or a sixteenth of them.
canary_size() {
  REPLY=${canary_mib:-32}
  if [[ -z ${canary_mib-} ]] && ((REPLY > $1 / 16 / 1048576)); then REPLY=$(($1 / 16 / 1048576)); fi
  if ((REPLY < 1)); then REPLY=1; fi
}

# Sets MGLRU_CANARY_PROGRAM: the built one, else one that is compiled now, else that in Perl.
find_canary_program() {
  local compiler built=$COLLECTORS/built/canary
  MGLRU_CANARY_PROGRAM=$built
  # It says how it is called, with status 2; one of another architecture does not run.
  "$built" 2>/dev/null
  if (($? == 2)); then return; fi
  MGLRU_CANARY_PROGRAM=$canary_dir/canary
  for compiler in cc gcc clang; do
    if "$compiler" -O2 -o "$MGLRU_CANARY_PROGRAM" "$COLLECTORS/programs/canary.c" 2>/dev/null; then return; fi
  done
  warn "stream canary: no compiler here (cc, gcc or clang), so it runs in Perl, which is coarser"
  MGLRU_CANARY_PROGRAM="perl $COLLECTORS/programs/canary.pl"
}

# A canary inside the workload's cgroup, where a limit makes that reclaim by itself; called when the cgroup is new.
canary_goes_in() {
  local limit try
  [[ -n ${tool_pid[canary]-} && -n $cgroup ]] || return 0
  least_limit
  limit=$REPLY
  # One that is above the memory limits nothing.
  [[ -n $limit ]] && ((limit < memory_bytes)) || return 0
  canary_size "$limit"
  printf '%s\n' "$REPLY" >"$canary_dir/inside.mib"
  kill -USR1 "${tool_pid[canary]}" 2>/dev/null
  for ((try = 0; try < attach_timeout * 5; try++)); do
    if [[ -e $canary_dir/inside.ready ]]; then return 0; fi
    pause 0.2
  done
  warn "the canary inside the workload's cgroup was not ready within $attach_timeout s"
}

# Sets REPLY to the least of memory.max and memory.high of the workload's cgroup, in bytes; to nothing where neither limits.
least_limit() {
  local name limit=''
  for name in memory.max memory.high; do
    read_setting "$cgroup/$name"
    if [[ $REPLY =~ ^[0-9]+$ ]] && { [[ -z $limit ]] || ((REPLY < limit)); }; then limit=$REPLY; fi
  done
  REPLY=$limit
}

# After the workload's end, before all in its cgroup is ended.
canary_comes_out() {
  local try
  [[ -n ${tool_pid[canary]-} && -e ${canary_dir-}/inside.ready ]] || return 0
  kill -USR2 "${tool_pid[canary]}" 2>/dev/null
  for ((try = 0; try < 50; try++)); do
    if [[ ! -e $canary_dir/inside.ready ]]; then return 0; fi
    pause 0.2
  done
}
