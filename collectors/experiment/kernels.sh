# kernels.sh: kernel against kernel. A block is two boots; a boot records one warm-up run and one run that counts, so that the boot is
# the unit of the comparison. Booting is not for this program: it says which kernel is next, in EXPERIMENT/.resume/next too.

# Sets the conditions from --kernels A,B (words as uname -r prints them): each asks for a kernel, and both for what is set for all runs
# ($2) and for the one condition of --conditions where there is one ($3).
parse_kernels() {
  local -a both
  local one mask=''
  IFS=, read -r -a both <<<"$1"
  if ((${#both[@]} != 2)) || [[ ${both[0]} == "${both[1]}" ]]; then fail "--kernels: expected two releases as uname -r prints them, found \"$1\""; fi
  if [[ -n $3 ]]; then
    mask_of "$3" || fail "--conditions with --kernels: expected off, on or a mask that both kernels run with, found \"$3\""
    mask=" lru_gen.enabled=$REPLY"
  fi
  condition_ids=() condition_labels=() condition_settings=()
  for one in "${both[@]}"; do
    [[ $one =~ ^[0-9][A-Za-z0-9._+~-]{0,99}$ ]] || fail "--kernels: expected a release as uname -r prints it, found \"$one\""
    condition_ids+=("linux-${one//[^A-Za-z0-9._-]/-}")
    condition_labels+=("Linux $one")
    condition_settings+=("kernel=$one$mask$2")
  done
}

# Sets REPLY to the kernel that condition $1 asks for.
kernel_of() {
  condition_index "$1"
  REPLY=${condition_settings[REPLY]#kernel=}
  REPLY=${REPLY%% *}
}

# Sets next_line to the first line of the plan that is not recorded; fails when all are.
next_planned() {
  local line
  for line in "${planned_to[@]}"; do
    if [[ ! -f $experiment/runs/${line%% *}/run.json ]]; then
      next_line=$line
      return
    fi
  done
  return 1
}

# Writes and says which kernel to boot next, or that all is recorded.
announce_boot() {
  local left=0 line
  runs_to "$look_end"
  if ! next_planned; then
    printf 'done\n' >"$experiment/.resume/next"
    say "all boots of the plan are recorded"
    return
  fi
  for line in "${planned_to[@]}"; do
    if [[ ! -f $experiment/runs/${line%% *}/run.json ]]; then left=$((left + 1)); fi
  done
  kernel_of "${next_line##* }"
  printf '%s\n' "$REPLY" >"$experiment/.resume/next"
  say "boot Linux $REPLY next ($left boots are left), then: $OWN_NAME --resume $experiment --this-boot"
}

print_boots() {
  local line n=0
  for line in "${plan_runs[@]}"; do
    n=$((n + 1))
    kernel_of "${line##* }"
    printf '%4d  %-28s boot Linux %s\n' "$n" "${line%% *}" "$REPLY"
  done
}

# Records what this boot is for. A boot of another kernel, and one that has recorded a run already, records nothing.
record_boot() {
  local id kind block position condition warm=1
  runs_to "$look_end"
  next_planned || return 0
  read -r id kind block position condition <<<"$next_line"
  kernel_of "$condition"
  if [[ $kernel_release != "$REPLY" ]]; then
    announce_boot
    if [[ $mode == run ]]; then return 0; fi
    fail "--this-boot: the plan has Linux $REPLY next, this is $kernel_release; nothing was recorded"
  fi
  if grep -qs "\"bootId\": \"$boot_hash\"" "$experiment"/runs/b*/run.json; then
    announce_boot
    fail "--this-boot: this boot has recorded a run already, and a boot counts once; boot Linux $REPLY again"
  fi
  while [[ -e $experiment/runs/$(printf 'w%02d' "$warm")-$condition ]]; do warm=$((warm + 1)); done
  say "warm-up of this boot"
  record_with_retries "$(printf 'w%02d-%s' "$warm" "$condition")" warmup - - "$condition"
  if ((${#run_failures[@]})); then stop_experiment "the warm-up run failed: ${run_failures[0]}; this boot is not used"; fi
  check_figures
  say "run $id: Linux $kernel_release"
  record_with_retries "$id" "$kind" "$block" "$position" "$condition"
  if ((${#run_failures[@]})); then warn "run $id failed: $(printf '%s; ' "${run_failures[@]}")"; fi
  announce_boot
}
