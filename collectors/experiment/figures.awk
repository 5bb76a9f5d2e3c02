# figures.awk: the names of the figures in a workload's output, one a line, for the formats that are read here: lines "metric NAME=VALUE",
# fio's JSON, redis-benchmark --csv, Go benchmarks, YCSB, sysbench. The analysis reads more formats (src/workload), by the same names.
# What is printed with a value that is no number has no name here. test/collectors/workloads.test.ts holds both to
# the same names.

function name(text) { gsub(/[^A-Za-z0-9._-]+/, "-", text); sub(/^[._-]+/, "", text); sub(/[._-]+$/, "", text); return text }
function number(text) { return text ~ /^-?[0-9]+(\.[0-9]+)?([eE][-+]?[0-9]+)?$/ }
function out(text) { text = substr(text, 1, 100); if (!(text in seen)) { seen[text] = 1; print text } }

length($0) > 20000 { next }

# metric NAME=VALUE[UNIT] [better=higher|lower]
/^metric [A-Za-z0-9][A-Za-z0-9._-]*=/ {
  text = $2; key = text; sub(/=.*/, "", key); sub(/^[^=]*=/, "", text)
  if (key == "phase" || length(key) > 100 || !match(text, /^[-+]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][-+]?[0-9]+)?/)) next
  units = length(text) > RLENGTH + 24 ? 2 : length(text) > RLENGTH
  for (i = 3; i <= NF; i++) if ($i !~ /^better=(higher|lower|neither)$/) units += $i ~ /^better=/ || length($i) > 24 ? 2 : 1
  if (units < 2) out(key)
  next
}

# fio --output-format=json, a member a line.
/^ *"fio version" *:/ { fio = 1 }
fio && /^ *"jobname" *:/ { job = $0; sub(/^[^:]*: *"/, "", job); sub(/",?$/, "", job); job = name(job); side = "" }
fio && /^ *"(read|write|trim)" *: *\{/ { side = $1; gsub(/"/, "", side); live = 0; clat = 0; split("", waiting) }
fio && side != "" && /^ *"total_ios" *: *[1-9]/ { live = 1; for (key in waiting) out(waiting[key]); split("", waiting) }
fio && side != "" && /^ *"(iops|bw_bytes)" *: *[0-9]/ { key = $1; gsub(/"/, "", key); hold("fio." job "." side "." key) }
fio && side != "" && /^ *"clat_ns" *:/ { clat = 1 }
fio && side != "" && /^ *"lat_ns" *:/ { clat = 0 }
fio && side != "" && clat && /^ *"mean" *: *[0-9]/ { hold("fio." job "." side ".clat_mean") }
fio && clat && /^ *"(50\.0+|95\.0+|99\.0+|99\.90+)" *: *[0-9]/ {
  key = $1; gsub(/"/, "", key); sub(/0+$/, "", key); sub(/\.$/, "", key)
  hold("fio." job "." side ".clat_p" key)
}
function hold(key) { if (live) out(key); else waiting[key] = key }

# redis-benchmark --csv; before 6.2 without a heading, test and requests per second alone.
/^"test","rps"/ { columns = split($0, heading, /","|"/); next }
/^"[A-Z][^"]*","[0-9.]+"/ {
  if (!columns) { columns = 4; heading[3] = "rps" }
  split($0, cell, /","|"/)
  for (i = 3; i < columns; i++) {
    key = heading[i]; sub(/_latency_ms$/, "", key)
    if (key ~ /^(rps|avg|p50|p95|p99)$/ && number(cell[i])) { test = tolower(cell[2]); sub(/ \(.*/, "", test); out("redis-benchmark." name(test) "." key) }
  }
}

# Go: BenchmarkName-8   1000   1234 ns/op   56 B/op
/^Benchmark[^ \t]*[ \t]+[0-9]+[ \t]/ {
  for (i = 3; i < NF; i += 2) if (number($i)) out("go." name($1) "." name($(i + 1)))
}

# YCSB: [OVERALL], Throughput(ops/sec), 1234.5
/^\[[A-Z][A-Z0-9_-]*\], [A-Za-z0-9]/ {
  split($0, cell, /, */); group = cell[1]; gsub(/[][]/, "", group); key = name(tolower(group)); what = cell[2]
  if (!number(cell[3]) || group ~ /^(CLEANUP|TOTAL_GC|GC)/) next
  if (group == "OVERALL") {
    if (what ~ /^Throughput/) out("ycsb.overall.throughput")
    if (what ~ /^RunTime/) out("ycsb.overall.runtime")
  } else if (what == "Operations") out("ycsb." key ".ops")
  else if (group ~ /-FAILED$/ || what !~ /\(/) next
  else if (what ~ /^AverageLatency/) out("ycsb." key ".avg")
  else if (match(what, /^[0-9][0-9]?(\.[0-9]+)?(st|nd|rd|th)?PercentileLatency/)) { sub(/[a-zP].*/, "", what); out("ycsb." key ".p" what) }
  else if (match(what, /^[0-9][0-9][0-9]?[0-9]?PercentileLatency/)) { sub(/P.*/, "", what); out("ycsb." key ".p" substr(what, 1, 2) "." substr(what, 3)) }
}

# sysbench
/^sysbench [0-9]/ { sysbench = 1 }
!sysbench { next }
/^[^ ]/ { latency = /^Latency \(ms\):$/ }
/^ +events per second: +[0-9]/ { out("sysbench.events-per-second") }
/^ +transactions: .*\( *[0-9.]+ per sec/ { out("sysbench.transactions-per-second") }
/^Total operations: [0-9]+ \( *[0-9.]+ per second/ { out("sysbench.operations-per-second") }
/^ +(reads|writes)\/s: +[0-9.]*[1-9]/ { out("sysbench." substr($1, 1, index($1, "/") - 1) "-per-second") }
/^ +total time: +[0-9]/ { out("sysbench.total-time") }
/^ +total number of events: +[0-9]/ { out("sysbench.events") }
latency && /^ +avg: +[0-9]/ { out("sysbench.latency-avg") }
latency && /^ +[0-9][0-9]?th percentile: +[0-9]/ { out("sysbench.latency-p" ($1 + 0)) }
