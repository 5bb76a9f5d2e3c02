#!/bin/sh
# jq takes the records apart, awk counts them.
jq -r 'select(.type == "printf") | .data | rtrimstr("\n")' "$1" | mawk '
  { if (start == "") start = $1
    d = $1 - start; if (d < 0 || d >= 100000000000) next
    name = $6; for (i = 7; i <= NF; i++) name = name " " $i
    names[name]++; s = int(d / 1000000000); seconds[s]++; if (s > last) last = s }
  END {
    for (name in names) printf "n %s\t%d\n", name, names[name]
    for (s = 0; s <= last; s++) printf "s %d\n", seconds[s]
  }'
