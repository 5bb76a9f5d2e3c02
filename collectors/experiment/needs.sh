# needs.sh: which streams this kernel can give. A stream file says what it needs in its header, a line
# "needs<TAB>WORD WORD"; of the variants of a stream (page-faults.bt, page-faults.software.bt) the first, in the
# order of the alphabet, whose needs are all there is taken, and last one in bcc/. What exists decides, never uname.

readonly STREAM_DIR=$COLLECTORS/streams
TRACING=/sys/kernel/tracing
[[ -d $TRACING/events ]] || TRACING=/sys/kernel/debug/tracing

# Sets REPLY to the words of header field $2 in file $1. Each is looked up once, since starting a program takes long on a small machine.
declare -A header_fields=()
header_field() {
  if [[ -z ${header_fields[$2 $1]+known} ]]; then
    header_fields[$2 $1]=$(awk -v field="$2" '{ sub(/^(\/\/|#) ?/, "") } index($0, field "\t") == 1 { sub(/^[^\t]*\t+/, ""); print; exit }' "$1")
  fi
  REPLY=${header_fields[$2 $1]}
}

# Succeeds when kernel function $1 can be probed.
can_probe() {
  if [[ -z ${probeable-} ]]; then
    probeable=$TRACING/available_filter_functions
    if [[ ! -r $probeable ]]; then probeable=/proc/kallsyms; fi
  fi
  grep -qE "(^|[[:space:]])$1($|[[:space:]])" "$probeable"
}

# Fails, with the reason in REPLY, when something of the list in $1 is missing.
check_needs() {
  local need
  for need in $1; do
    case $need in
      tracepoint:*)
        need=${need#tracepoint:}
        if [[ ! -d $TRACING/events/${need/://} ]]; then
          REPLY="this kernel has no tracepoint $need"
          return 1
        fi
        ;;
      field:*)
        need=${need#field:}
        if ! grep -qs "[[:space:]*]${need##*:}\(\[\]\)\?;" "$TRACING/events/${need%%:*}/$(cut -d: -f2 <<<"$need")/format"; then
          REPLY="the tracepoint ${need%:*} has no field ${need##*:} on this kernel"
          return 1
        fi
        ;;
      function:*)
        if ! can_probe "${need#function:}"; then
          REPLY="this kernel has no function ${need#function:} that can be probed"
          return 1
        fi
        ;;
      program:*)
        if ! command -v "${need#program:}" >/dev/null; then
          REPLY="${need#program:} is not installed"
          return 1
        fi
        ;;
      any:*)
        # shellcheck disable=SC2086  # the names
        if [[ -z $(PATH=$COLLECTORS/built:$PATH IFS=, && type -P ${need#any:}) ]]; then
          REPLY="none of these is installed: ${need#any:canary,}"
          return 1
        fi
        ;;
      python:*)
        if ! python3 -c "import ${need#python:}" 2>/dev/null; then
          REPLY="Python has no module ${need#python:}"
          return 1
        fi
        ;;
      file:*)
        if [[ ! -e ${need#file:} ]]; then
          REPLY="this kernel has no ${need#file:}"
          return 1
        fi
        ;;
    esac
  done
}

# Sets stream_program[$1] to the file that records stream $1, or stream_impossible[$1] to why there is none.
choose_variant() {
  local id=$1 file found=no reason='' known
  for file in "$STREAM_DIR/$id".bt "$STREAM_DIR/$id".sh "$STREAM_DIR/$id".*.bt "$COLLECTORS/bcc/$id".py; do
    [[ -f $file ]] || continue
    found=yes
    header_field "$file" needs
    if [[ $file == *.bt ]]; then REPLY="program:bpftrace $REPLY"; fi
    if check_needs "$REPLY"; then
      stream_program[$id]=$file
      unset "stream_impossible[$id]"
      if [[ -n $reason ]]; then note "stream $id: ${reason#; }; ${file##*/} takes over"; fi
      return
    fi
    reason+="; $REPLY"
  done
  if [[ $found == no ]]; then
    mapfile -t known < <(all_streams)
    nearest "$id" "${known[@]}"
    fail "--streams: there is no stream \"$id\"$REPLY; there are: ${known[*]}"
  fi
  stream_impossible[$id]=${reason#; }
}

# Prints the ids of all streams, one a line.
all_streams() {
  local file name
  for file in "$STREAM_DIR"/*; do
    name=${file##*/}
    printf '%s\n' "${name%%.*}"
  done | sort -u
}
