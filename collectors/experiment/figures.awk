# figures.awk: the names of the figures in a workload's output, one a line, for the formats that are read here: lines "metric NAME=VALUE",
# fio's JSON, redis-benchmark --csv, Go benchmarks, YCSB, sysbench. The analysis reads more formats (src/figures), by the same names.
# What is printed with a value that is no number has no name here.

function name(text) { gsub(/[^A-Za-z0-9._-]+/, "-", text); sub(/^[._-]+/, "", text); sub(/[._-]+$/, "", text); return text }
function number(text) { return text ~ /^-?[0-9]+(\.[0-9]+)?([eE][-+]?[0-9]+)?$/ }
function out(text) { text = substr(text, 1, 100); if (!(text in seen)) { seen[text] = 1; print text } }

length($0) > 20000 { next }

# metric NAME=VALUE[UNIT] [better=higher|lower]
/^metric [A-Za-z0-9][A-Za-z0-9._-]*=/ {
  text = $2; key = text; sub(/=.*/, "", key); sub(/^[^=]*=/, "", text)
  if (key != "phase" && match(text, /^-?[0-9]+(\.[0-9]+)?([eE][-+]?[0-9]+)?/)) out(key)
  next
}

# fio --output-format=json, a member a line.
/^ *"fio version" *:/ { fio = 1 }
fio && /^ *"jobname" *:/ { job = $0; sub(/^[^:]*: *"/, "", job); sub(/",?$/, "", job); job = name(job); side = "" }
fio && /^ *"(read|write|trim)" *: *\{/ { side = $1; gsub(/"/, "", side); live = 0; clat = 0 }
fio && side != "" && /^ *"total_ios" *: *[1-9]/ { live = 1; for (key in waiting) out(waiting[key]); delete waiting }
fio && side != "" && /^ *"(iops|bw_bytes)" *: *[0-9]/ { key = $1; gsub(/"/, "", key); hold("fio." job "." side "." key) }
fio && side != "" && /^ *"clat_ns" *:/ { clat = 1 }
fio && side != "" && /^ *"lat_ns" *:/ { clat = 0 }
fio && side != "" && clat && /^ *"mean" *: *[0-9]/ { hold("fio." job "." side ".clat_mean") }
fio && clat && /^ *"(50\.0+|95\.0+|99\.0+|99\.90+)" *: *[0-9]/ {
  key = $1; gsub(/"/, "", key); sub(/0+$/, "", key); sub(/\.$/, "", key)
  hold("fio." job "." side ".clat_p" key)
}
function hold(key) { if (live) out(key); else waiting[key] = key }

# redis-benchmark --csv
/^"test","rps"/ { columns = split($0, heading, /","|"/); redis = 1; next }
redis && /^"[^"]+","[0-9.]+"/ {
  split($0, cell, /","|"/)
  for (i = 3; i < columns; i++) {
    key = heading[i]; sub(/_latency_ms$/, "", key)
    if (key ~ /^(rps|avg|p50|p95|p99)$/ && number(cell[i])) { test = tolower(cell[2]); sub(/ \(.*/, "", test); out("redis-benchmark." name(test) "." key) }
  }
}

# Go: BenchmarkName-8   1000   1234 ns/op   56 B/op
/^Benchmark[^ \t]*[ \t]+[0-9]+[ \t]/ {
  key = $1; sub(/^Benchmark/, "", key)
  for (i = 3; i < NF; i += 2) if (number($i)) out("go." name(key) "." name($(i + 1)))
}

# YCSB: [OVERALL], Throughput(ops/sec), 1234.5
/^\[[A-Z-]+\], *[A-Za-z0-9]/ {
  split($0, cell, /, */); key = name(tolower(cell[1])); what = cell[2]
  if (!number(cell[3])) next
  if (key == "overall" && what ~ /^Throughput/) out("ycsb.overall.throughput")
  else if (what ~ /^AverageLatency/) out("ycsb." key ".avg")
  else if (what ~ /^9[59]thPercentileLatency/) out("ycsb." key ".p" substr(what, 1, 2))
  else if (what == "Operations") out("ycsb." key ".ops")
}

# sysbench
/^ *events per second: *[0-9]/ || /^ *eps \(events\/s\): *[0-9]/ { out("sysbench.events-per-second") }
/^ *transactions: .*per sec/ { out("sysbench.transactions-per-second") }
/^ *total time: *[0-9]/ { out("sysbench.total-time") }
/^ *95th percentile: *[0-9]/ { out("sysbench.latency-p95") }
