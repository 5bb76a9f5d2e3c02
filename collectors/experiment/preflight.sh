# preflight.sh: can this machine run the experiment? One sentence each; every problem is named before it stops.

problem() {
  printf '  FAIL: %s\n' "$*" >&2
  problems=$((problems + 1))
}

check_program() {
  if command -v "$1" >/dev/null; then return 0; fi
  install_hint "$1"
  problem "$1 is not installed ($2): $REPLY"
  return 1
}

preflight() {
  problems=0
  say "preflight"
  check_rights
  stop_at_problems
  check_tools
  check_streams
  check_cgroup
  check_room
  check_memory
  stop_at_problems
}

stop_at_problems() {
  if ((problems == 1)); then fail "preflight: 1 problem found (see above); no settings changed"; fi
  if ((problems)); then fail "preflight: $problems problems found (see above); no settings changed"; fi
}

check_rights() {
  if ((EUID != 0)); then problem "not root: kernel settings, tracing and dropping caches need it (sudo $OWN_NAME ...)"; fi
  if [[ ! -e $LRU_GEN/enabled ]]; then
    problem "Linux $(uname -r) has no multi-gen LRU ($LRU_GEN/enabled does not exist): it needs Linux 6.1 or newer built with CONFIG_LRU_GEN=y"
    return
  fi
  read_setting "$LRU_GEN/enabled"
  if ((EUID == 0)) && ! { printf '%s\n' "$REPLY" >"$LRU_GEN/enabled"; } 2>/dev/null; then
    problem "$LRU_GEN/enabled cannot be written (locked-down kernel, or a container)"
  else
    note "Linux $(uname -r) has the multi-gen LRU, now $REPLY"
  fi
}

check_tools() {
  local id program wants_bpftrace=''
  check_program sha256sum "plan and checksums" || :
  check_program awk "records" || :
  check_program setsid "process groups" || :
  if [[ ! -r /proc/timer_list ]]; then warn "/proc/timer_list cannot be read: times come from /proc/uptime, to 10 ms"; fi
  for program in $profile_programs; do check_program "$program" "the workload of --profile $profile" || :; done
  if [[ -n ${profile_needs_file-} && ! -e $profile_needs_file ]]; then
    install_hint "$profile_needs_file"
    problem "$profile_needs_file is missing (the workload of --profile $profile): $REPLY"
  fi
  if [[ ${workload_argv[0]} == stress-ng ]]; then
    if check_program stress-ng "the workload of --profile"; then note "$(stress-ng --version | head -n 1)"; fi
  elif [[ " $profile_programs " != *" ${workload_argv[0]} "* ]] && ! command -v "${workload_argv[0]}" >/dev/null; then
    problem "the command ${workload_argv[0]} does not exist"
  fi
  for id in "${stream_ids[@]}"; do
    if compgen -G "$STREAM_DIR/$id*.bt" >/dev/null; then wants_bpftrace=yes; fi
  done
  if [[ -z $wants_bpftrace ]]; then
    :
  elif ! command -v bpftrace >/dev/null && python3 -c 'import bcc' 2>/dev/null; then
    install_hint bpftrace
    warn "bpftrace is not installed ($REPLY): of the streams that trace the kernel only those of collectors/bcc are there"
  elif check_program bpftrace "streams that trace the kernel"; then
    if bpftrace -e 'BEGIN { exit(); }' >/dev/null 2>&1; then
      note "$(bpftrace --version) works"
    else
      problem "bpftrace is installed but does not work$(lockdown_words): $(bpftrace -e 'BEGIN { exit(); }' 2>&1 | grep -v '^$' | head -n 1); streams without it: --streams $(untraced_streams)"
    fi
  fi
  if [[ ! -e /sys/kernel/btf/vmlinux ]]; then warn "the kernel has no BTF: streams that need it take their slower variant"; fi
}

# Prints that the kernel is locked down, where it is: it then refuses tracing, as with Secure Boot.
lockdown_words() {
  read_setting /sys/kernel/security/lockdown
  if [[ $REPLY =~ \[(integrity|confidentiality)\] ]]; then printf ' (kernel lockdown: %s)' "${BASH_REMATCH[1]}"; fi
}

# Prints the default streams that no tracer records, with commas.
untraced_streams() {
  local id list=''
  for id in $DEFAULT_STREAMS; do
    if ! compgen -G "$STREAM_DIR/$id*.bt" >/dev/null; then list+=",$id"; fi
  done
  printf '%s' "${list#,}"
}

check_streams() {
  local id possible=''
  for id in "${stream_ids[@]}"; do
    choose_variant "$id"
    if [[ -z ${stream_impossible[$id]-} ]]; then
      possible+=" $id"
    elif [[ $id == perf-* && ${stream_impossible[$id]} == *'not installed'* ]]; then
      install_hint perf
      problem "stream $id: ${stream_impossible[$id]}: $REPLY"
    else
      warn "stream $id is not available on this machine: ${stream_impossible[$id]}"
    fi
  done
  note "streams:$possible"
  if [[ $mode != resume ]]; then check_primary_streams; fi
}

# Whether the workload can have a memory cgroup of its own, and what is missing without one.
check_cgroup() {
  local lack=''
  find_cgroup_need
  if [[ ! -e $CGROUP_ROOT/cgroup.controllers ]]; then
    lack="no cgroup v2 at $CGROUP_ROOT (cgroup v1, or a container)"
  elif [[ " $(<"$CGROUP_ROOT/cgroup.controllers") " != *' memory '* ]]; then
    lack="the memory controller is switched off (cgroup_disable=memory) or taken by cgroup v1"
  fi
  if [[ -z $lack ]]; then
    note "the workload runs in a memory cgroup of its own${memory_max:+, limited to $((memory_max / 1048576)) MiB}"
  elif [[ -n $cgroup_needed_by ]]; then
    problem "$cgroup_needed_by needs a memory cgroup: $lack"
  else
    warn "$lack: nothing is counted of the workload alone, and daemons that it starts outlive their run"
  fi
}

check_room() {
  local kind need=64
  mkdir -p "$experiment" || fail "cannot make $experiment"
  free_mib "$experiment"
  if [[ -n $raw ]]; then need=1024; fi
  need=$((need + profile_disk_mib))
  if ((REPLY < need)); then
    problem "$REPLY MiB are free at $experiment, at least $need are needed"
  else
    note "$REPLY MiB are free at $experiment"
  fi
  kind=$(stat -f -c %T "$experiment" 2>/dev/null)
  if [[ $kind == tmpfs || $kind == ramfs ]]; then
    warn "$experiment is in memory ($kind): what is recorded takes memory from the workload; --out on a disk is better"
  fi
}

# Swap, and who else uses the memory: what is not the workload's adds noise to the comparison.
check_memory() {
  local total available used swap_total swap_free name
  read -r total available swap_total swap_free < <(awk '{ v[$1] = $2 } END {
    print int(v["MemTotal:"] / 1024), int(v["MemAvailable:"] / 1024), int(v["SwapTotal:"] / 1024), int(v["SwapFree:"] / 1024) }' /proc/meminfo)
  used=$((total - available))
  if ((swap_total == 0)); then
    if [[ -n $profile_needs_swap ]]; then
      problem "there is no swap and the profile $profile needs it (swapon, or zram: modprobe zram; echo 1G > /sys/block/zram0/disksize; mkswap /dev/zram0; swapon /dev/zram0)"
    else
      warn "there is no swap: only the page cache can be reclaimed"
    fi
  else
    note "swap: $swap_total MiB, $((swap_total - swap_free)) MiB in use; it is emptied before every run"
  fi
  note "memory: $total MiB, $used MiB in use before the workload starts"
  if ((used * 4 > total)); then
    REPLY=$(largest_processes)
    warn "others use $((used * 100 / total)) % of the memory: ${REPLY:-no process has 1 MiB of it, so the kernel, or files in memory (zram)}"
  fi
  for name in systemd-oomd earlyoom; do
    if grep -qxs "$name" /proc/[0-9]*/comm; then warn "$name is running and may kill the workload"; fi
  done
}

# Prints the three processes with the most memory of their own, of those that have 1 MiB; nothing where none has.
largest_processes() {
  awk -v self=$$ 'FNR == 1 { if (rss && !own) print rss, name; rss = own = 0 }
    $1 == "Name:" { name = $2 } ($1 == "Pid:" || $1 == "PPid:") && $2 == self { own = 1 } $1 == "RssAnon:" { rss = $2 }
    END { if (rss && !own) print rss, name }' /proc/[0-9]*/status 2>/dev/null | sort -rn | head -n 3 |
    awk '$1 >= 1024 { gsub(/[^A-Za-z0-9._:\/()-]/, "?", $2); printf "%s%s %d MiB", (NR > 1 ? ", " : ""), $2, $1 / 1024 }'
}
