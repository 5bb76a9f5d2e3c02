# count.awk: reads one stream and prints "RECORDS LOST torn|whole".
# LOST: increments of bpftrace's lost_events, and failed map updates; or, when exact is "@TOTAL @PART", the last @TOTAL less the sum of all
# maps whose name begins with @PART (null when there are parts and no @TOTAL); or, when exact is "@TOTAL printf", the last @TOTAL less the
# printed lines other than "time ..."; or the sum of the numbers after lost_word in text lines.

BEGIN { split(exact, name, " ") }

/^\{"type": ?"(stream|attached_probes|end)"/ { next }
{ records++; torn = ($0 !~ /\}$/) }

/^\{"type": "lost_events"/ {
  text = $0
  if (match(text, /"events": ?[0-9]+/)) text = substr(text, RSTART, RLENGTH)
  else if (match(text, /"count": ?[0-9]+/)) text = substr(text, RSTART, RLENGTH)
  sub(/.*: ?/, "", text)
  lost += text
}

# Two CPUs made the same key of a map at once, and the count of one of them was dropped.
/^\{"type": "helper_error"/ && /map_update_elem/ { lost++ }

name[1] != "" && index($0, "{\"type\": \"map\", \"data\": {\"" name[1] "\": ") == 1 {
  text = substr($0, length("{\"type\": \"map\", \"data\": {\"" name[1] "\": ") + 1)
  total = text + 0
  known = 1
}
name[1] != "" && name[2] != "printf" && index($0, "{\"type\": \"map\", \"data\": {\"" name[2]) == 1 {
  text = $0
  gsub(/"([^"\\]|\\.)*"/, "", text)
  gsub(/[^0-9]+/, " ", text)
  n = split(text, number, " ")
  for (i = 1; i <= n; i++) part += number[i]
}

name[2] == "printf" && /^\{"type": "printf"/ && !/"data": "time / { part++ }

lost_word != "" && (at = index($0, lost_word)) {
  text = substr($0, at + length(lost_word))
  if (match(text, /[0-9]+/)) lost += substr(text, RSTART, RLENGTH)
}

END {
  answer = "null"
  if (name[1] != "") { if (known || part == 0) answer = sprintf("%.0f", total > part ? total - part : 0) }
  else answer = sprintf("%.0f", lost)
  printf "%.0f %s %s\n", records, answer, torn ? "torn" : "whole"
}
