# nearest.sh: the name that was probably meant.

# Sets REPLY to ' (did you mean NAME?)' with the name of $2... that is the fewest letters from $1, or to nothing where all are far.
nearest() {
  local asked=$1 found
  shift
  found=$(printf '%s\n' "$@" | awk -v asked="$asked" '
    function least(a, b, c) { return a < b ? (a < c ? a : c) : (b < c ? b : c) }
    # letters to put in, take out, replace or swap with the next
    function distance(a, b,    i, j, d, same) {
      for (i = 0; i <= length(a); i++) d[i, 0] = i
      for (j = 0; j <= length(b); j++) d[0, j] = j
      for (i = 1; i <= length(a); i++)
        for (j = 1; j <= length(b); j++) {
          same = substr(a, i, 1) == substr(b, j, 1)
          d[i, j] = least(d[i - 1, j] + 1, d[i, j - 1] + 1, d[i - 1, j - 1] + !same)
          if (i > 1 && j > 1 && substr(a, i, 1) == substr(b, j - 1, 1) && substr(a, i - 1, 1) == substr(b, j, 1))
            d[i, j] = least(d[i, j], d[i, j], d[i - 2, j - 2] + 1)
        }
      return d[length(a), length(b)]
    }
    BEGIN { best = int(length(asked) / 3) + 1; if (length(asked) > 60) exit }
    { far = distance(asked, $0); if (far < best) { best = far; name = $0 } }
    END { print name }')
  REPLY="${found:+ (did you mean $found?)}"
}
