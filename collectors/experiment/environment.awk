# environment.awk: lines NAME:VALUE (of grep: PATH:LINE) become one JSON object, sorted by name (needs escape.awk before
# it). Lines of one name are joined. Mounts and swap areas are told by kind, without their devices and places.

BEGIN {
  n = split("autofs binfmt_misc bpf configfs debugfs devpts devtmpfs efivarfs fusectl hugetlbfs mqueue nsfs proc pstore ramfs rpc_pipefs securityfs selinuxfs squashfs sysfs tracefs", kind, " ")
  for (i = 1; i <= n; i++) not_kept[kind[i]] = 1
}

{
  at = index($0, ":")
  if (at < 2) next
  name = substr($0, 1, at - 1)
  text = substr($0, at + 1)
}

name == "/proc/self/mounts" { mount(text); next }
name == "/proc/swaps" { swap(text); next }
name ~ /\/cpufreq\/scaling_governor$/ { add_once("cpu.governor", text); next }
name ~ /\/backing_dev$/ { keep(name, text == "none" ? "none" : "set"); next }
{ keep(name, text) }

function keep(name, text) {
  gsub(/[ \t]+/, " ", text)
  sub(/ $/, "", text)
  # Asked first: an assignment to value[name] makes it exist before its right side is computed.
  if (name in value) value[name] = value[name] "; " text
  else value[name] = text
}

function add_once(name, text) {
  if ((name, text) in seen) return
  seen[name, text] = 1
  keep(name, text)
}

# DEVICE PLACE KIND OPTIONS ...
function mount(text,    field, option, n, i, list) {
  split(text, field, " ")
  if (field[3] in not_kept || field[3] !~ /^[a-z0-9._]+$/) return
  n = split(field[4], option, ",")
  list = ""
  for (i = 1; i <= n; i++) list = list (i > 1 ? "," : "") safe_option(option[i])
  add_once("mount." field[3], list)
}

# A flag, or KEY=VALUE with a number or a word of a known option; what else a value says may be a path or a name.
function safe_option(option,    at, key) {
  at = index(option, "=")
  if (at == 0) return option ~ /^[a-z0-9_]+$/ ? option : "..."
  key = substr(option, 1, at - 1)
  if (key !~ /^[a-z0-9_]+$/) return "..."
  if (substr(option, at + 1) ~ /^[0-9]+[kmgKMG%]?$/) return option
  if (key ~ /^(data|errors|compress|discard|huge|cache|sync|alloc|barrier|journal|memory)$/ && substr(option, at + 1) ~ /^[a-z0-9:_-]+$/) return option
  return key "=..."
}

# NAME KIND KILOBYTES USED PRIORITY. A negative priority is the kernel's own choice.
function swap(text,    field, kind) {
  split(text, field, " ")
  if (field[1] == "Filename") return
  kind = field[1] ~ /^\/dev\/zram/ ? "zram" : (field[2] == "partition" ? "disk" : field[2])
  swaps[++swap_count] = kind " " (field[3] + 0) " kB" (field[5] >= 0 ? ", priority " (field[5] + 0) : "")
}

# Sorts list[1..n] in place: a few hundred names.
function sort(list, n,    i, j, one) {
  for (i = 2; i <= n; i++) {
    one = list[i]
    for (j = i - 1; j > 0 && list[j] > one; j--) list[j + 1] = list[j]
    list[j + 1] = one
  }
}

END {
  sort(swaps, swap_count)
  for (i = 1; i <= swap_count; i++) keep("swap", swaps[i])
  n = 0
  for (name in value) names[++n] = name
  sort(names, n)
  size = 2
  for (i = 1; i <= n; i++) {
    text = substr(value[names[i]], 1, 300)
    entry = "\"" escape(substr(names[i], 1, 200)) "\": " (text == "" ? "null" : "\"" escape(text) "\"")
    # What is kept is at most 20 KB, with room for the last entry.
    if (size + length(entry) + 2 > 19900) { dropped++; continue }
    size += length(entry) + 2
    out = out (out == "" ? "" : ", ") entry
  }
  if (dropped) out = out ", \"~dropped\": \"" dropped "\""
  printf "{%s}\n", out
}
