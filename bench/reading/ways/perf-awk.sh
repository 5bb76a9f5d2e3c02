#!/bin/sh
# Cut at blanks, as perf-split.py does.
exec mawk '
  { for (i = 5; i <= NF; i++) if ($i == "exceptions:page_fault_user:" || $i == "exceptions:page_fault_kernel:") break
    if (i > NF) next
    name = $1; for (j = 2; j < i - 3; j++) name = name " " $j
    names[name]++ }
  END { for (name in names) printf "n %s\t%d\n", name, names[name] }' "$1"
