# one-string.awk: the whole of standard input as the inside of one JSON string (needs escape.awk before it).
{ printf "%s%s", (NR > 1 ? "\\n" : ""), escape($0) }
