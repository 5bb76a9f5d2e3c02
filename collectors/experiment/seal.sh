# seal.sh: a finished stream gets its end record, is compressed if asked for, and is described for run.json.

# Sets stream_file to the file of stream $1 in run_dir, as it is named now.
find_stream_file() {
  stream_file=$run_dir/$1.ndjson
  if [[ -n $compressor && -f $stream_file.$compressed_suffix ]]; then stream_file+=.$compressed_suffix; fi
}

# Prints the stream file as plain text.
plain_stream() {
  case $stream_file in
    *.zst) zstd -q -d -c "$stream_file" ;;
    *.gz) gzip -q -d -c "$stream_file" ;;
    *) cat "$stream_file" ;;
  esac
}

# Appends the end record to stream $1. Sets stream_records, and stream_lost to a number or null.
seal_stream() {
  local id=$1 program=${stream_program[$1]-} exact='' lost_word='' end
  find_stream_file "$id"
  if [[ -n $program ]]; then
    header_field "$program" exact
    exact=$REPLY
    header_field "$program" lost
    lost_word=$REPLY
  fi
  if [[ $stream_file == *.ndjson ]]; then
    read -r stream_records stream_lost end < <(exec awk -v exact="$exact" -v lost_word="$lost_word" -f "$EXPERIMENT_LIB/count.awk" "$stream_file")
  else
    read -r stream_records stream_lost end < <(plain_stream | awk -v exact="$exact" -v lost_word="$lost_word" -f "$EXPERIMENT_LIB/count.awk")
  fi
  if [[ -n ${counted_lost[$id]-} ]]; then stream_lost=${counted_lost[$id]}; fi
  # A tool that was killed may have left half a line.
  local newline=''
  if [[ $end == torn ]]; then newline=$'\n'; fi
  end="$newline{\"type\":\"end\",\"records\":${stream_records:-0},\"lost\":${stream_lost:-null}}"
  case $stream_file in
    *.zst | *.gz) printf '%s\n' "$end" | "$compressor" -q -c >>"$stream_file" ;;
    *) printf '%s\n' "$end" >>"$stream_file" ;;
  esac || run_failures+=("stream $id could not be written to its end")
  if [[ -n $compressor && $stream_file == *.ndjson ]]; then
    "$compressor" -q -c "$stream_file" >"$stream_file.$compressed_suffix" && rm -f "$stream_file"
    find_stream_file "$id"
  fi
}

# Sets REPLY to the description of stream $1 as an object of run.json; $2 is the SHA-256 of its file.
describe_stream() {
  local id=$1 sum=$2 note
  if [[ -n ${stream_impossible[$id]-} ]]; then
    note=${stream_impossible[$id]}
  else
    first_error "$id"
    note=$REPLY
  fi
  json_text_or_null "$note" 2000
  note=$REPLY
  json_string "${stream_file##*/}"
  REPLY="{\"id\": \"$id\", \"file\": $REPLY, \"records\": ${stream_records:-null}, \"lost\": ${stream_lost:-null}, \"sha256\": \"$sum\", \"note\": $note}"
}

# Seals every stream of the run; run_stream_list becomes the JSON array for run.json.
seal_streams() {
  local id i
  local -a files=() records=() lost=() sums=()
  run_stream_list=''
  for id in "${run_streams[@]}"; do
    if [[ ${kind_of[$id]} == log ]]; then "collect_${id//-/_}" >>"$run_dir/$id.ndjson"; fi
    seal_stream "$id"
    files+=("$stream_file") records+=("$stream_records") lost+=("$stream_lost")
  done
  mapfile -t sums < <(exec sha256sum "${files[@]}")
  for i in "${!run_streams[@]}"; do
    stream_file=${files[i]} stream_records=${records[i]} stream_lost=${lost[i]}
    describe_stream "${run_streams[i]}" "${sums[i]%% *}"
    run_stream_list+=$',\n    '"$REPLY"
  done
  run_stream_list="[${run_stream_list#,}"$'\n  ]'
  rm -f "$run_dir"/.*.fifo "$run_dir"/.*.ready "$run_dir"/.*.time "$run_dir"/.*.stderr
}
