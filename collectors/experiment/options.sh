# options.sh: the command line.

# The primary metrics where none is named, with the smallest effects of interest of their definitions: costs per operation where
# stress-ng counts its work (a machine that does half the work also faults half as often), else per second.
readonly DEFAULT_PRIMARY='bogo-ops-rate collapsed-runs major-fault-per-op swap-in-per-op swap-out-per-op'
readonly DEFAULT_PRIMARY_OF_COMMAND='major-fault-rate swap-in-rate swap-out-rate'

usage() {
  cat <<'END'
run-experiment: record an experiment that compares two settings of the multi-gen LRU.

  run-experiment [options] --profile NAME
  run-experiment [options] -- COMMAND [ARGUMENT...]
  run-experiment --resume EXPERIMENT       go on at the first missing run, with the same plan, to the next planned look
  run-experiment --restore                 restore the settings after a collector was killed

What is compared
  --profile NAME       a workload of collectors/profiles (default: seed); --list shows them
  --conditions A,B     off, on or a mask such as 0x3, each with :min_ttl_ms=N if wanted (default: off,on)
  --condition NAME:KEY=VALUE[,KEY=VALUE...]   instead: a condition with a name and settings of its own, given twice; keys are
                       lru_gen, min_ttl_ms, thp, thp_defrag, swappiness, zswap, zswap_compressor and names such as vm.page-cluster
  --a-a                compare the first condition with itself (A/A)
  --blocks N           blocks of one run per condition (default: 12; a test needs 6)
  --looks N,N,...      numbers of blocks at which the analysis looks, the last all; recording stops at each
  --describe-only      accept a plan that is too small to test its primary metrics
  --untraced N         as many untraced runs per condition, to measure what tracing costs (default: 0)
  --timeout SECONDS    length of a profile's run; a COMMAND is ended after it (default: the profile's, none)
  --memory-max BYTES   run the workload in a memory cgroup (K, M, G allowed)
  --thp WORD           always, madvise, never or keep (default: the profile's; keep for a COMMAND)
  --swappiness N       set vm.swappiness for all runs (default: left as it is)
  --primary METRIC[:RELATIVE[:ABSOLUTE]]   declare a primary metric and its smallest effect of interest; may be repeated
                       (default: bogo-ops-rate, collapsed-runs and major-fault-, swap-in- and swap-out-per-op with stress-ng;
                       the rates of the last three with another COMMAND)
What is recorded
  --streams LIST       comma separated; "default", "all" and names; -NAME leaves one out (default: default)
  --raw                every page fault as a record of its own as well
  --compress[=PROGRAM] compress on the fly with zstd or gzip (default: what is there, zstd first)
Where and how
  --to-look N          record to look N of --looks (default: the first that is not reached)
  --other-boot         with --resume: go on although the machine was booted again
  --out DIR            the experiment directory (default: experiments/ID)
  --id NAME            name of the experiment (default: from the time)
  --seed TEXT          what the order is drawn from (default: the id)
  --preflight          only say whether this machine can do it
  --dry-run            print the plan and change nothing
  --list               profiles and streams with one sentence each
  --help, --version
END
}

# Sets the option variables from the command line.
parse_options() {
  profile='' conditions_text='' named_conditions='' a_a='' blocks=12 blocks_given='' looks_text='' to_look='' describe_only='' other_boot='' untraced_runs=0 timeout_seconds='' memory_max='' thp='' swappiness=''
  streams_text=default raw='' compress='' experiment='' experiment_id='' seed='' mode=run dry_run=''
  workload_argv=() primary_metrics=()
  while (($# > 0)); do
    case $1 in
      --compress=*)
        case ${1#*=} in zstd | gzip) compress=${1#*=} ;; *) fail "--compress: expected zstd or gzip, found \"${1#*=}\"" ;; esac
        shift
        continue
        ;;
      --*=*)
        local option=$1
        shift
        set -- "${option%%=*}" "${option#*=}" "$@"
        continue
        ;;
      --profile | --conditions | --condition | --blocks | --looks | --to-look | --untraced | --timeout | --memory-max | --thp | --swappiness | --primary | --streams | --out | --id | --seed | --resume)
        (($# >= 2)) || fail "$1 needs a value; see --help"
        ;;
    esac
    case $1 in
      --profile) profile=$2 && shift ;;
      --conditions) conditions_text=$2 && shift ;;
      --a-a) a_a=yes ;;
      --condition) named_conditions+="${named_conditions:+;}$2" && shift ;;
      --blocks) whole_number "$1" "$2" 1 1000 && blocks=$2 blocks_given=$2 && shift ;;
      --looks) looks_text=$2 && shift ;;
      --to-look) whole_number "$1" "$2" 1 100 && to_look=$2 && shift ;;
      --describe-only) describe_only=yes ;;
      --other-boot) other_boot=yes ;;
      --untraced) whole_number "$1" "$2" 0 1000 && untraced_runs=$2 && shift ;;
      --timeout) whole_number "$1" "$2" 1 1000000 && timeout_seconds=$2 && shift ;;
      --memory-max) bytes "$1" "$2" && memory_max=$REPLY && shift ;;
      --thp)
        case $2 in always | madvise | never | keep) thp=$2 ;; *) fail "--thp: expected always, madvise, never or keep, found \"$2\"" ;; esac
        shift
        ;;
      --swappiness) whole_number "$1" "$2" 0 200 && swappiness=$2 && shift ;;
      --primary)
        [[ $2 =~ ^[A-Za-z0-9][A-Za-z0-9._-]{0,127}(:(0|[1-9][0-9]{0,8})(\.[0-9]{1,12})?){0,2}$ ]] ||
          fail "--primary: expected METRIC, METRIC:0.03 or METRIC:0.03:100, found \"$2\""
        primary_metrics+=("$2")
        shift
        ;;
      --streams) streams_text=$2 && shift ;;
      --raw) raw=yes ;;
      --compress) compress=any ;;
      --out) experiment=$2 && shift ;;
      --id) name_text "$1" "$2" && experiment_id=$2 && shift ;;
      --seed)
        [[ $2 =~ ^[[:print:]]{1,200}$ ]] || fail "--seed: expected 1 to 200 printable ASCII characters, found other text"
        seed=$2
        shift
        ;;
      --preflight) mode=preflight ;;
      --dry-run) dry_run=yes ;;
      --restore) mode=restore ;;
      --resume) mode=resume experiment=$2 && shift ;;
      --list) mode=list ;;
      --version)
        printf 'run-experiment %s\n' "$COLLECTORS_VERSION"
        exit 0
        ;;
      --help | -h)
        usage
        exit 0
        ;;
      --)
        shift
        workload_argv=("$@")
        ((${#workload_argv[@]})) || fail "expected a command after --"
        break
        ;;
      *) fail "unknown option \"$1\"; see --help (a command of your own goes after --)" ;;
    esac
    shift
  done
  if [[ -n $named_conditions && (-n $conditions_text || -n $a_a) ]]; then fail "give --condition twice, or --conditions, or --a-a"; fi
  if [[ -n $named_conditions && $named_conditions != *';'* ]]; then fail "--condition: expected two, found one; give the option twice"; fi
  conditions_text=${named_conditions:-${conditions_text:-off,on}}
  if [[ -n $profile && ${#workload_argv[@]} -gt 0 ]]; then fail "give --profile or a command after --, not both"; fi
}

whole_number() {
  if [[ $2 =~ ^(0|[1-9][0-9]{0,8})$ ]] && (($2 >= $3 && $2 <= $4)); then return 0; fi
  fail "$1: expected a whole number from $3 to $4, found \"$2\""
}

name_text() {
  [[ $2 =~ ^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$ ]] || fail "$1: expected letters, digits, \".\", \"_\" and \"-\", found \"$2\""
}

bytes() {
  [[ $2 =~ ^([1-9][0-9]{0,12})([KMG]?)$ ]] || fail "$1: expected a number of bytes, K, M or G after it if wanted, found \"$2\""
  case ${BASH_REMATCH[2]} in
    K) REPLY=$((BASH_REMATCH[1] * 1024)) ;;
    M) REPLY=$((BASH_REMATCH[1] * 1048576)) ;;
    G) REPLY=$((BASH_REMATCH[1] * 1073741824)) ;;
    *) REPLY=${BASH_REMATCH[1]} ;;
  esac
}
