# options.sh: the command line.

# The primary metrics where none is named, with the smallest effects of interest of their definitions: costs per operation where
# stress-ng counts its work (a machine that does half the work also faults half as often), else per second.
readonly DEFAULT_PRIMARY='bogo-ops-rate collapsed-runs major-fault-per-op swap-in-per-op swap-out-per-op'
readonly DEFAULT_PRIMARY_OF_COMMAND='major-fault-rate swap-in-rate swap-out-rate'

usage() {
  sed "s/run-experiment/$OWN_NAME/" <<'END'
run-experiment: record an experiment that compares two settings of the multi-gen LRU.

  run-experiment [options] --profile NAME
  run-experiment [options] -- COMMAND [ARGUMENT...]
  run-experiment --resume EXPERIMENT       go on at the first missing run, with the same plan, to the next planned look
  run-experiment --restore                 restore the settings after a collector was killed

What is compared
  --profile NAME       a workload of collectors/profiles (default: seed); --list shows them
  --conditions A,B     off, on or a mask such as 0x3, each with :min_ttl_ms=N if wanted (default: off,on)
  --condition NAME:KEY=VALUE[,KEY=VALUE...]   instead: a condition with a name and settings of its own, given twice; keys are
                       lru_gen, min_ttl_ms, thp, swappiness, zswap, memory.high and others (--list), or
                       sysctl:NAME, file:/sys/..., cgroup:NAME of the workload's cgroup
  --kernels A,B        instead: two kernels, as uname -r prints them, in boots that the plan orders (see README.md); --conditions
                       then takes one, which both run with
  --this-boot          with --resume: record what the plan has for this boot
  --a-a                compare the first condition with itself (A/A)
  --blocks N           blocks of one run per condition (default: 12; a test needs 6)
  --looks N,N,...      numbers of blocks at which the analysis looks, the last all; recording stops at each
  --describe-only      accept a plan that is too small to test its primary metrics
  --untraced N         as many untraced runs per condition, to measure what tracing costs (default: 0)
  --ramp SECONDS       leave out the first seconds of the workload; a workload can also print "metric phase=measure" itself
                       (default: fio's --ramp_time; none)
  --timeout SECONDS    length of a profile's run; a COMMAND is ended after it (default: the profile's, none)
  --pace PERCENT       of what the machine reaches, asked for by a profile with a fixed rate (default: 60)
  --memory-max BYTES   limit the memory of the workload's cgroup (K, M, G allowed)
  --thp WORD           always, madvise, never or keep (default: the profile's; keep for a COMMAND)
  --swappiness N       set vm.swappiness for all runs (default: left as it is)
  --primary METRIC[:RELATIVE[:ABSOLUTE]]   declare a primary metric and its smallest effect of interest (0.03 or 3%); may be
                       repeated; workload:NAME:RELATIVE is a figure that the workload prints, checked after the warm-up run
                       (default: bogo-ops-rate, collapsed-runs and major-fault-, swap-in- and swap-out-per-op with stress-ng;
                       the rates of the last three with another COMMAND; a profile may have its own)
  --workload-format ID how the workload's output is read: metric, fio, redis-benchmark, ... (default: by its content)
  --retries N          record a run that failed again within its block, at most N times (default: 2)
What is recorded
  --streams LIST       comma separated; "default", "all" and names; -NAME leaves one out (default: default)
  --canary MB          size of the memory of the stream canary, and of its file (default: 32 each, less on a small machine)
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
Examples
  run-experiment --profile swap-thrash --blocks 12 --out my-experiment
  run-experiment --memory-max 64M --primary workload:copies:5% --out copies -- ./my-benchmark
END
}

# Sets the option variables from the command line.
parse_options() {
  local options
  profile='' ramp_seconds='' workload_format='' retries=2 conditions_text='' named_conditions='' kernels='' this_boot='' a_a='' blocks=12 blocks_given='' looks_text='' to_look='' describe_only='' other_boot='' untraced_runs=0 timeout_seconds='' pace=60 canary_mib='' memory_max='' thp='' swappiness=''
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
      --profile | --conditions | --condition | --kernels | --blocks | --looks | --to-look | --untraced | --timeout | --memory-max | --pace | --canary | --ramp | --workload-format | --retries | --thp | --swappiness | --primary | --streams | --out | --id | --seed | --resume)
        (($# >= 2)) || fail "$1 needs a value; see --help"
        ;;
    esac
    case $1 in
      --profile) profile=$2 && shift ;;
      --conditions) conditions_text=$2 && shift ;;
      --kernels) kernels=$2 && shift ;;
      --this-boot) this_boot=yes ;;
      --a-a) a_a=yes ;;
      --condition) named_conditions+="${named_conditions:+;}$2" && shift ;;
      --blocks) whole_number "$1" "$2" 1 1000 && blocks=$2 blocks_given=$2 && shift ;;
      --looks) looks_text=$2 && shift ;;
      --to-look) whole_number "$1" "$2" 1 100 && to_look=$2 && shift ;;
      --describe-only) describe_only=yes ;;
      --other-boot) other_boot=yes ;;
      --untraced) whole_number "$1" "$2" 0 1000 && untraced_runs=$2 && shift ;;
      --timeout) whole_number "$1" "$2" 1 1000000 && timeout_seconds=$2 && shift ;;
      --pace) whole_number "$1" "$2" 1 100 && pace=$2 && shift ;;
      --canary) whole_number "$1" "$2" 1 65536 && canary_mib=$2 && shift ;;
      --ramp) whole_number "$1" "$2" 1 100000 && ramp_seconds=$2 && shift ;;
      --workload-format) name_text "$1" "$2" && workload_format=$2 && shift ;;
      --retries) whole_number "$1" "$2" 0 20 && retries=$2 && shift ;;
      --memory-max) bytes "$1" "$2" && memory_max=$REPLY && shift ;;
      --thp)
        case $2 in always | madvise | never | keep) thp=$2 ;; *) fail "--thp: expected always, madvise, never or keep, found \"$2\"" ;; esac
        shift
        ;;
      --swappiness) whole_number "$1" "$2" 0 200 && swappiness=$2 && shift ;;
      --primary)
        primary_spec "$2"
        primary_metrics+=("$REPLY")
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
        printf '%s %s\n' "$OWN_NAME" "$COLLECTORS_VERSION"
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
      *)
        mapfile -t options < <(usage | grep -oE -- '(^|[ ,])--[a-z-]+' | tr -d ' ,' | sort -u)
        nearest "$1" "${options[@]}"
        fail "unknown option \"$1\"$REPLY; see --help (a command of your own goes after --)"
        ;;
    esac
    shift
  done
  if [[ -n $named_conditions && (-n $conditions_text || -n $a_a) ]]; then fail "give --condition twice, or --conditions, or --a-a"; fi
  if [[ -n $named_conditions && $named_conditions != *';'* ]]; then fail "--condition: expected two, found one; give the option twice"; fi
  if [[ -n $kernels ]]; then
    [[ -z $named_conditions && -z $a_a ]] || fail "--kernels does not go with --condition or --a-a; --conditions gives what both run with"
    conditions_text="kernels:$kernels:$conditions_text"
  fi
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
