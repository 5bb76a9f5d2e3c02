# selection.sh: profile and streams from their names.

# Recorded unless --streams says otherwise: counted in the kernel or sampled, so nothing is lost, and few
# enough tracers to leave a small machine its memory (each bpftrace process holds about 40 MiB).
readonly DEFAULT_STREAMS='page-faults direct-reclaim vmscan vmstat meminfo psi kswapd-cpu lru-gen stress-ng cgroup-stat cgroup-pressure cgroup-events kernel-log diskstats'

list_all() {
  local file name
  printf 'profiles\n'
  for file in "$COLLECTORS"/profiles/*.sh; do
    name=${file##*/}
    header_line "$file"
    printf '  %-18s %s\n' "${name%.sh}" "$REPLY"
  done
  printf 'settings that a condition can have\n'
  for name in $(printf '%s\n' "${!setting_kind[@]}" | sort); do
    if [[ ${setting_kind[$name]} == recorded ]]; then continue; fi
    header_line "$COLLECTORS/settings/$name"
    printf '  %-26s %s\n' "$name" "$REPLY"
  done
  printf 'streams (* recorded by default)\n'
  for name in $(all_streams); do
    for file in "$STREAM_DIR/$name".bt "$STREAM_DIR/$name".sh "$STREAM_DIR/$name".*.bt; do [[ -f $file ]] && break; done
    header_line "$file"
    if [[ " $DEFAULT_STREAMS " == *" $name "* ]]; then name+=' *'; fi
    printf '  %-18s %s\n' "$name" "$REPLY"
  done
}

# Sets REPLY to the sentence after the name in the header of $1 ("# name<TAB>Sentence.").
header_line() {
  REPLY=$(awk -F'\t' '/^(\/\/|#) [a-z]/ && NF > 1 { print $2; exit }' "$1")
}

# Sets everything that the profile decides: workload_argv, and thp and timeout where not given.
choose_workload() {
  local known
  profile_needs_swap='' profile_accept_status=0 profile_streams='' profile_swap='' profile_disk_mib=0 limit_kind=timeout
  profile_programs='' profile_primary='' profile_limit_percent=0 profile_limit_mib=0 profile_patience=3 profile_needs_file=''
  profile_prepare=()
  if ((${#workload_argv[@]})); then
    thp=${thp:-keep}
    limit_seconds=${timeout_seconds:-0}
    choose_ramp
    return
  fi
  profile=${profile:-seed}
  name_text --profile "$profile"
  if [[ ! -f $COLLECTORS/profiles/$profile.sh ]]; then
    mapfile -t known < <(cd "$COLLECTORS/profiles" && printf '%s\n' *.sh | sed 's/\.sh$//')
    nearest "$profile" "${known[@]}"
    fail "--profile: there is no profile \"$profile\"$REPLY; there are: ${known[*]}"
  fi
  memory_mib=$(awk '$1 == "MemTotal:" { print int($2 / 1024) }' /proc/meminfo)
  if [[ -n $memory_max ]] && ((memory_max / 1048576 < memory_mib)); then memory_mib=$((memory_max / 1048576)); fi
  # shellcheck disable=SC1090  # one of the files in profiles/
  . "$COLLECTORS/profiles/$profile.sh"
  # A profile that is made for a limit has one.
  if [[ -z $memory_max ]] && ((profile_limit_percent + profile_limit_mib > 0)); then
    memory_mib=$((profile_limit_mib > 0 ? profile_limit_mib : memory_mib * profile_limit_percent / 100))
    memory_max=$((memory_mib * 1048576))
  fi
  timeout_seconds=${timeout_seconds:-$profile_timeout}
  thp=${thp:-$profile_thp}
  profile_argv
  choose_ramp
  # The profile ends by itself; what takes three times as long (or as the profile says) hangs.
  limit_seconds=$((timeout_seconds * profile_patience + 120))
  limit_kind=late
}

# Fills stream_ids from --streams and --raw, sorted and each once. "all" leaves out the two that write a record for
# every page fault; they can be named.
choose_streams() {
  local word id
  local -A wanted=()
  for word in ${streams_text//,/ }; do
    case $word in
      # Kept whatever is chosen, in files of its own.
      workload-output | -workload-output) ;;
      default) for id in $DEFAULT_STREAMS ${profile_streams-}; do wanted[$id]=yes; done ;;
      all)
        for id in $(all_streams); do wanted[$id]=yes; done
        unset 'wanted[page-faults-raw]' 'wanted[perf-trace]'
        ;;
      -*)
        name_text --streams "${word#-}"
        unset "wanted[${word#-}]"
        ;;
      *)
        name_text --streams "$word"
        wanted[$word]=yes
        ;;
    esac
  done
  if [[ -n $raw ]]; then wanted[page-faults-raw]=yes; fi
  # vmstat is what every trace is checked against, the kernel log shows what went wrong, and the cgroup's counters have what
  # /proc/vmstat lacks.
  wanted[vmstat]=yes wanted[kernel-log]=yes wanted[cgroup-stat]=yes
  mapfile -t stream_ids < <(printf '%s\n' "${!wanted[@]}" | sort)
}
