# resume.sh: what an interrupted experiment needs to go on with the same plan, kept in EXPERIMENT/.resume
# (plain values, read back word by word: nothing in it is executed, and every number is one before it is used).

# NAME:PATTERN, the whole of what the value may be.
readonly RESUME_KEYS=(
  'experiment_id:[A-Za-z0-9][A-Za-z0-9._-]{0,127}'
  'seed:[[:print:]]{1,200}'
  'blocks:[1-9][0-9]{0,3}'
  'looks_text:[0-9,]*'
  'describe_only:(yes)?'
  'untraced_runs:[0-9]{1,4}'
  'profile:([A-Za-z0-9][A-Za-z0-9._-]{0,127})?'
  'timeout_seconds:[0-9]{0,7}'
  'memory_max:[0-9]{0,18}'
  'thp:(always|madvise|never|keep)'
  'swappiness:[0-9]{0,3}'
  'compress:(any|zstd|gzip)?'
  'raw:(yes)?'
  'a_a:(yes)?'
  'ramp_seconds:[0-9]{0,6}'
  'canary_mib:[0-9]{0,5}'
  'workload_format:([A-Za-z0-9][A-Za-z0-9._-]{0,127})?'
  'retries:[0-9]{0,2}'
  'profile_programs:[A-Za-z0-9._ +-]{0,200}'
  'conditions_text:[A-Za-z0-9,:;=_.+~/-]{1,2000}'
  'default_ttl:[0-9]{1,10}'
  'limit_seconds:[0-9]{1,9}'
  'limit_kind:(timeout|late)'
  'profile_accept_status:[0-9 ]{1,20}'
  'profile_needs_swap:(yes)?'
  'profile_swap:(off)?'
  'profile_disk_mib:[0-9]{1,9}'
  'workload_cwd:(/.*)?'
  'manifest_sha256:[0-9a-f]{64}'
  'plan_algorithm:[a-z0-9-]{1,40}'
  'kernel_release:.*'
  'kernel_build:.*'
  'boot_hash:[0-9a-f]{16}'
  'recorded_with:[[:print:]]{0,2000}'
)

recorded_with=''

save_resume() {
  local entry dir=$experiment/.resume plan_algorithm=$PLAN_ALGORITHM
  read -r manifest_sha256 _ < <(sha256sum "$experiment/experiment.json")
  mkdir "$dir" 2>/dev/null || [[ -d $dir && ! -L $dir ]] || stop_experiment "cannot make $dir"
  {
    printf '%s\0' "${workload_argv[@]}" >"$dir/argv" && printf '%s\0' ${profile_prepare[@]+"${profile_prepare[@]}"} >"$dir/prepare" && printf '%s\n' "${stream_ids[@]}" >"$dir/streams" &&
      for entry in "${RESUME_KEYS[@]}"; do
        entry=${entry%%:*}
        printf '%s=%s\n' "$entry" "${!entry}"
      done >"$dir/options.tmp" && mv "$dir/options.tmp" "$dir/options"
  } || stop_experiment "cannot write $dir"
}

load_resume() {
  local entry key value pattern dir=$experiment/.resume sum plan_algorithm=''
  local -A found=()
  [[ -f $dir/options && -f $experiment/experiment.json ]] ||
    fail "--resume $experiment: expected an experiment that $OWN_NAME began (experiment.json and .resume), found none"
  while IFS='=' read -r key value; do found[${key:-none}]=$value; done <"$dir/options"
  [[ -n ${found[plan_algorithm]-} ]] ||
    fail "--resume $experiment: it was begun by collectors that draw another plan; go on with those, or begin another experiment"
  for entry in "${RESUME_KEYS[@]}"; do
    key=${entry%%:*} pattern=${entry#*:}
    value=${found[$key]-}
    [[ $value =~ ^($pattern)$ ]] || fail "$dir/options: expected $key to match $pattern, found \"${value:0:200}\"; begin another experiment"
    printf -v "$key" '%s' "$value"
  done
  [[ $plan_algorithm == "$PLAN_ALGORITHM" ]] ||
    fail "--resume $experiment: its plan was drawn by $plan_algorithm, these collectors draw by $PLAN_ALGORITHM; go on with those that began it"
  workload_argv=()
  while IFS= read -r -d '' value; do workload_argv+=("$value"); done <"$dir/argv"
  profile_prepare=()
  # printf leaves one empty word where there is no command.
  while IFS= read -r -d '' value; do if [[ -n $value ]]; then profile_prepare+=("$value"); fi; done 2>/dev/null <"$dir/prepare"
  retries=${retries:-2}
  # An older experiment may name workload-output, which is kept whatever is chosen.
  mapfile -t stream_ids < <(grep -vx workload-output "$dir/streams")
  for value in "${stream_ids[@]}"; do name_text "$dir/streams" "$value"; done
  ((${#workload_argv[@]})) || fail "$dir/argv: expected the command of the workload, found nothing"
  read -r sum _ < <(sha256sum "$experiment/experiment.json")
  [[ $sum == "$manifest_sha256" ]] || fail "$experiment/experiment.json was changed since the experiment began; start a new one"
  check_same_kernel
}

# Runs on two kernels are not one experiment. Runs of two boots are, where that is asked for.
check_same_kernel() {
  local release=$kernel_release build=$kernel_build boot=$boot_hash
  read_kernel
  if [[ $conditions_text == kernels:* ]]; then
    [[ -n $this_boot ]] || fail "--resume $experiment: it compares kernels; boot the next one of the plan, and add --this-boot"
    return
  fi
  [[ -z $this_boot ]] || fail "--this-boot goes with an experiment that compares kernels"
  if [[ "$kernel_release $kernel_build" != "$release $build" ]]; then
    fail "--resume $experiment: its runs are from Linux $release ($build), this is $kernel_release ($kernel_build); boot that kernel, or begin another experiment"
  fi
  if [[ $boot_hash != "$boot" && -z $other_boot ]]; then
    fail "--resume $experiment: the machine was booted again since, and runs of two boots may differ by more than the settings; begin another experiment, or accept it with --other-boot"
  fi
}

# Sets REPLY to the versions of what records and of the workload, as far as they show.
versions_text() {
  local tool
  REPLY="the workload's program: ${workload_tool:-unknown}"
  for tool in bpftrace perf stress-ng; do REPLY+="; $tool: ${tool_versions[$tool]:-none}"; done
  REPLY=${REPLY//[![:print:]]/?}
  REPLY=${REPLY:0:2000}
}

# Runs of two versions of a program are not one experiment either. Kernels that are compared may each have a perf of their own.
check_same_tools() {
  versions_text
  if [[ -n $recorded_with && $recorded_with != "$REPLY" && $conditions_text != kernels:* ]]; then
    stop_experiment "its runs were recorded with ($recorded_with), now there is ($REPLY); install what it began with, or begin another experiment"
  fi
  recorded_with=$REPLY
}

# Before the first run after an interruption the machine is warmed up again, with the condition of the run that comes
# before it in the plan, so that it follows what the plan says. The analysis does not count the run.
repeat_warmup() {
  local next=$1 line before='' number=2
  for line in "${planned_to[@]}"; do
    if [[ $line == "$next" ]]; then break; fi
    before=${line##* }
  done
  [[ -n $before ]] || return 0
  while [[ -e $experiment/runs/$(printf 'w%02d' "$number")-$before ]]; do number=$((number + 1)); done
  say "warm-up, repeated after the interruption"
  # shellcheck disable=SC2046  # the five words of a run
  record_run $(printf 'w%02d-%s warmup - - %s' "$number" "$before" "$before")
  if ((${#run_failures[@]} > 0)); then warn "the repeated warm-up failed: $(printf '%s; ' "${run_failures[@]}")"; fi
}
