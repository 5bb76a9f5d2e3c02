# streams.sh: streams of one run are started, confirmed, stopped and sealed with an end record.
# Kinds (header field "kind"; .bt files are bpftrace programs):
#   bpftrace  a program that prints "time NS" every interval; the first of these confirms that it is attached
#   command   a script that is or execs a tool; its first line of output confirms it ("wrap<TAB>lines": text is wrapped)
#   sampled   a function sample_<id> that sets REPLY to one sample as JSON; called by the collector itself
#   log       functions begin_<id> and collect_<id>, called before and after the run

# Sets REPLY to the kind of stream $1.
stream_kind() {
  local program=${stream_program[$1]-}
  case $program in
    '') REPLY=none ;;
    *.bt) REPLY=bpftrace ;;
    *.py) REPLY="command" ;;
    *) header_field "$program" kind ;;
  esac
}

# Reads the functions of the sampled and log streams, once, and remembers every kind.
load_streams() {
  local id
  for id in "$@"; do
    stream_kind "$id"
    kind_of[$id]=$REPLY
    # shellcheck disable=SC1090  # one of the files in streams/
    case $REPLY in sampled | log) . "${stream_program[$id]}" ;; esac
  done
}

# Begins stream $1 in run_dir: the first line, and for tools the process.
start_stream() {
  local id=$1 file=$run_dir/$1.ndjson program=${stream_program[$1]-}
  local first
  json_string "${program##*/}"
  first="{\"type\":\"stream\",\"stream\":\"$id\",\"schema\":1,\"program\":$REPLY}"
  case ${kind_of[$id]} in
    bpftrace | command) start_tool "$id" "$file" "$program" "$first" ;;
    *) printf '%s\n' "$first" >"$file" || return 1 ;;
  esac
  if [[ ${kind_of[$id]} == log ]]; then "begin_${id//-/_}"; fi
}

# Starts the tool of stream $1: tool > fifo > sink > file $2, after the first line $4.
start_tool() {
  local id=$1 file=$2 program=$3 first=$4 fifo=$run_dir/.$1.fifo wrap
  header_field "$program" wrap
  wrap=$REPLY
  mkfifo "$fifo" || return 1
  (
    # Ctrl-C reaches the whole terminal; the sink must stay until the tool has written its last line.
    trap '' INT HUP
    release_lock
    if [[ -n $compressor ]]; then
      sink "$id" "$first" "$wrap" | "$compressor" -q -c >"$file.$compressed_suffix"
    else
      sink "$id" "$first" "$wrap" >"$file"
    fi
  ) <"$fifo" &
  sink_pid[$id]=$!
  if [[ $program == *.bt ]]; then
    bpftrace_environment "$program"
    env "${bpftrace_env[@]}" setsid bpftrace -f json -B line "$program" </dev/null >"$fifo" 2>"$run_dir/.$id.stderr" 9>&- &
  elif [[ $program == *.py ]]; then
    setsid python3 "$program" </dev/null >"$fifo" 2>"$run_dir/.$id.stderr" 9>&- &
  else
    setsid "$BASH" "$program" </dev/null >"$fifo" 2>"$run_dir/.$id.stderr" 9>&- &
  fi
  tool_pid[$id]=$!
  state_add_process "$!" "$id"
}

# Passes standard input on after the first line $2, wrapped when $3 says so. The line that confirms stream $1 makes a
# file .ready.
sink() {
  local id=$1 first=$2 wrap=$3
  printf '%s\n' "$first"
  if [[ -n $wrap ]]; then
    confirm "$id" '' '' | json_wrap_lines
  elif [[ ${kind_of[$id]} == bpftrace ]]; then
    header_field "${stream_program[$id]}" pages
    confirm "$id" '{' '"data": "time ' "$REPLY"
  else
    confirm "$id" '{' ''
  fi
}

# Passes on the lines that begin with $2; a line with $3 in it confirms stream $1. bpftrace prints warnings of its
# compiler (0.27) and empty lines between its records: the former go where its errors go. A stream of events (header
# field "pages" in $4) also keeps the times it has come to in a file, so that drain_tools can wait for what is still
# in the kernel's buffer.
confirm() {
  local line
  while IFS= read -r line; do
    if [[ $line != "$2"* ]]; then
      printf '%s\n' "$line" >>"$run_dir/.$1.stderr"
      continue
    fi
    printf '%s\n' "$line"
    if [[ $line == *"$3"* ]]; then
      : >"$run_dir/.$1.ready"
      if [[ -z ${4-} ]]; then exec grep --line-buffered -a "^$2"; fi
      tee >(exec grep --line-buffered -aF "$3" >"$run_dir/.$1.time") | grep -a "^$2"
      return
    fi
  done
}

# What bpftrace gets to know from the environment. Newer ones have another name for the number of map keys and
# complain of the old one.
bpftrace_environment() {
  local pages keys
  header_field "$1" pages
  pages=${REPLY:-64}
  header_field "$1" keys
  keys=${REPLY:-4096}
  # At most a sixteenth of the memory for the buffers of all CPUs.
  while ((pages > 64 && pages * page_bytes * cpus > memory_bytes / 16)); do pages=$((pages / 2)); done
  if [[ -z ${bpftrace_keys_name-} ]]; then
    bpftrace_keys_name=BPFTRACE_MAP_KEYS_MAX
    if bpftrace --help 2>&1 | grep -q BPFTRACE_MAX_MAP_KEYS; then bpftrace_keys_name=BPFTRACE_MAX_MAP_KEYS; fi
  fi
  bpftrace_env=("BPFTRACE_PERF_RB_PAGES=$pages" "$bpftrace_keys_name=$keys")
}

# Waits until every tool is attached. Fails, with the reason in REPLY, when one ended or took too long.
await_streams() {
  local id deadline=$((SECONDS + attach_timeout)) waiting
  while :; do
    waiting=''
    for id in "${!tool_pid[@]}"; do
      if [[ -e $run_dir/.$id.ready ]]; then continue; fi
      if ! kill -0 "${tool_pid[$id]}" 2>/dev/null; then
        first_error "$id"
        REPLY="stream $id ended before it was attached: $REPLY"
        return 1
      fi
      waiting+=" $id"
    done
    if [[ -z $waiting ]]; then return 0; fi
    if ((SECONDS >= deadline)); then
      REPLY="not attached after $attach_timeout s:$waiting"
      return 1
    fi
    pause 0.2
  done
}

# Sets REPLY to what the tool of stream $1 complained of, one line, or to nothing.
first_error() {
  REPLY=''
  [[ -s $run_dir/.$1.stderr ]] || return 0
  REPLY=$(grep -aE 'ERROR|[Ee]rror|[Ff]ailed|cannot|Cannot|No such' "$run_dir/.$1.stderr" | head -n 3 | cut -c 1-500 | tr '\n' ' ')
  REPLY=${REPLY% }
}

# One sample of every sampled stream. The monotonic clock is read once, since that reads a long file; the few milliseconds to the
# other streams are taken from the wall clock, which a shell has at hand, unless it was set back meanwhile.
sample_streams() {
  local id t began='' wall=0
  for id in "${run_streams[@]}"; do
    if [[ ${kind_of[$id]} != sampled ]]; then continue; fi
    if [[ -n $began && -n ${EPOCHREALTIME-} ]]; then t=$((began + (${EPOCHREALTIME/[.,]/} - wall) * 1000)); else t=0; fi
    if [[ -z $began ]] || ((t < began || t > began + 2000000000)); then
      monotonic_now
      t=$REPLY began=$REPLY wall=${EPOCHREALTIME-0}
      wall=${wall/[.,]/}
    fi
    "sample_${id//-/_}" || continue
    printf '{"type":"sample","t":"%s","data":%s}\n' "$t" "$REPLY" >>"$run_dir/$id.ndjson" ||
      run_failures+=("stream $id could not be written")
  done
}

# Waits until every stream of events has come to the end of the run: at its end bpftrace throws away what is still
# in the buffer, on a slow machine half of the records.
drain_tools() {
  local id now offset deadline=$((SECONDS + 300)) reached
  local -a times
  boottime_offset
  offset=$REPLY
  monotonic_now
  now=$((REPLY + offset))
  for id in "${!tool_pid[@]}"; do
    while [[ -e $run_dir/.$id.time ]] && kill -0 "${tool_pid[$id]}" 2>/dev/null && ((SECONDS < deadline)); do
      # Without starting a process, whose page faults would be traced as well.
      mapfile -t times <"$run_dir/.$id.time"
      reached=''
      if ((${#times[@]} > 0)); then reached=${times[${#times[@]} - 1]##*time }; fi
      if ((10#0${reached%%[!0-9]*} >= now)); then break; fi
      pause 0.2
    done
  done
}

# Ends the tools: asks with SIGINT (header field "stop": another), so that they print what they hold, and kills what does not end in time.
# The page-fault streams go first: the others' leaving would show in them.
stop_tools() {
  local id try
  for id in page-faults page-faults-raw "${!tool_pid[@]}"; do
    if [[ -z ${tool_pid[$id]-} || -n ${tool_stopped[$id]-} ]]; then continue; fi
    tool_stopped[$id]=yes
    header_field "${stream_program[$id]-}" stop
    kill "-${REPLY:-INT}" "${tool_pid[$id]}" 2>/dev/null || run_failures+=("stream $id ended before the run did")
  done
  for id in "${!tool_pid[@]}"; do
    for ((try = 0; try < 150; try++)); do
      kill -0 "${tool_pid[$id]}" 2>/dev/null || break
      pause 0.2
    done
    if kill -KILL -- "-${tool_pid[$id]}" 2>/dev/null; then run_failures+=("stream $id did not end and was killed"); fi
    wait "${tool_pid[$id]}" 2>/dev/null
    wait "${sink_pid[$id]}" 2>/dev/null
  done
}
