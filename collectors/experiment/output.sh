# output.sh: what the workload printed is always kept: standard output and error in a file each, as they came.

# Of a longer file the first MiB and the last 15 MiB are kept.
readonly OUTPUT_HEAD=1048576 OUTPUT_TAIL=15728640

# Shortens what is too long. Sets run_output to the member "output" of run.json, a JSON array.
keep_output() {
  local source file bytes dropped sum list=''
  for source in stdout stderr; do
    file=$run_dir/workload.$source dropped=0
    [[ -f $file ]] || continue
    bytes=$(stat -c %s "$file")
    if ((bytes > OUTPUT_HEAD + OUTPUT_TAIL)); then
      dropped=$((bytes - OUTPUT_HEAD - OUTPUT_TAIL))
      { head -c "$OUTPUT_HEAD" "$file" && tail -c "$OUTPUT_TAIL" "$file"; } >"$file.short" && mv "$file.short" "$file" ||
        run_failures+=("the workload's output could not be written to its end")
      bytes=$(stat -c %s "$file")
      warn "the workload printed more than 16 MiB to $source: $dropped bytes between its begin and its end are not kept"
    fi
    read -r sum _ < <(sha256sum "$file")
    list+=", {\"source\": \"$source\", \"file\": \"workload.$source\", \"bytes\": $bytes, \"droppedBytes\": $dropped, \"sha256\": \"$sum\"}"
  done
  run_output="[${list#, }]"
}
