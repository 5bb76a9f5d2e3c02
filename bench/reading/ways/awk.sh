#!/bin/sh
# Cut at the quotes and spaces: right only as long as no name holds an escape.
exec mawk -F'"' '
  $4 == "printf" {
    n = split($8, f, " "); if (start == "") start = f[1]
    d = f[1] - start; if (d < 0 || d >= 100000000000) next
    name = f[6]; for (i = 7; i <= n; i++) name = name " " f[i]
    sub(/\\n$/, "", name); names[name]++; s = int(d / 1000000000); seconds[s]++; if (s > last) last = s
  }
  END {
    for (name in names) printf "n %s\t%d\n", name, names[name]
    for (s = 0; s <= last; s++) printf "s %d\n", seconds[s]
  }' "$1"
