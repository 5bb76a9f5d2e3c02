# primary.sh: the primary metrics: known to the analysis, recorded by the streams, and few enough for the plan to test.

# A line each, tabs between: metric, its smallest effect of interest (relative, absolute), the streams it needs: words that
# are all needed, each one stream, or several with commas of which one serves. Written from the definitions of the
# analysis by "npm run docs".
readonly METRICS_LIST=$EXPERIMENT_LIB/metrics.list

# Sets REPLY to the specification $1 of a primary metric with a number where it has a percentage: fio.zipf.read.iops:3% is :0.03.
primary_spec() {
  local number='(0|[1-9][0-9]{0,8})(\.[0-9]{1,12})?' relative
  [[ $1 =~ ^((workload:)?[A-Za-z0-9][A-Za-z0-9._-]{0,127})(:(${number}%?)(:${number})?)?$ ]] ||
    fail "--primary: expected METRIC, METRIC:0.03, METRIC:3% or METRIC:0.03:100, found \"$1\""
  REPLY=$1
  if [[ $1 == workload:* && -z ${BASH_REMATCH[4]} ]]; then
    fail "--primary: expected the smallest effect of interest of $1 behind it, as in $1:3%"
  fi
  relative=${BASH_REMATCH[4]}
  if [[ $relative == *% ]]; then
    relative=$(awk -v percent="${relative%\%}" 'BEGIN { printf "%.12g", percent / 100 }')
    REPLY="${BASH_REMATCH[1]}:$relative${BASH_REMATCH[7]}"
  fi
}

# Sets metric, relative and absolute (empty where it has none) from specification $1.
split_primary() {
  local rest=$1 prefix=''
  if [[ $rest == workload:* ]]; then prefix=workload: rest=${rest#workload:}; fi
  IFS=: read -r metric relative absolute <<<"$rest"
  metric=$prefix$metric
}

# Sets REPLY to the streams that metric $1 needs, metric_relative and metric_absolute to its smallest effect of
# interest; fails when there is no such metric.
metric_streams() {
  local id streams
  if [[ $1 == workload:* ]]; then
    REPLY='' metric_relative=0 metric_absolute=0
    return
  fi
  while IFS=$'\t' read -r id metric_relative metric_absolute streams; do
    if [[ $id == "$1" ]]; then
      REPLY=$streams
      return
    fi
  done <"$METRICS_LIST"
  return 1
}

# Refuses a primary metric that does not exist, is named twice, or cannot be computed from what is recorded.
check_primary() {
  local spec metric relative absolute need
  local -A named=()
  for spec in "${primary_metrics[@]}"; do
    split_primary "$spec"
    metric_streams "$metric" || fail "--primary: there is no metric \"$metric\"; there are: $(cut -f 1 "$METRICS_LIST" | tr '\n' ' ')"
    [[ -z ${named[$metric]-} ]] || fail "--primary: $metric is named twice; name it once"
    named[$metric]=yes
    for need in $REPLY; do
      selected_stream "$need" || fail "--primary: $metric needs the stream ${need//,/ or }, which is not recorded; add it to --streams"
      if [[ $need == stress-ng && ${workload_argv[0]##*/} != stress-ng ]]; then
        fail "--primary: $metric comes from stress-ng, and the command is ${workload_argv[0]}; choose another metric"
      fi
    done
  done
}

# Succeeds when one of the streams $1 (with commas) is among those to be recorded.
selected_stream() {
  local one
  for one in ${1//,/ }; do
    if [[ " ${stream_ids[*]} " == *" $one "* ]]; then return 0; fi
  done
  return 1
}

# Names what cannot be recorded on this machine although a primary metric needs it.
check_primary_streams() {
  local spec metric relative absolute need one possible
  for spec in "${primary_metrics[@]}"; do
    split_primary "$spec"
    metric_streams "$metric" || continue
    for need in $REPLY; do
      possible=''
      for one in ${need//,/ }; do
        if selected_stream "$one" && [[ -z ${stream_impossible[$one]-} ]]; then possible=yes; fi
      done
      if [[ -z $possible ]]; then problem "the primary metric $metric needs the stream ${need//,/ or }, which this machine cannot record"; fi
    done
  done
}

# The primary metrics where none is named: the profile's own, of those that what is recorded gives; else what a stress-ng command
# gives, or what every command gives.
default_primary() {
  local default=$DEFAULT_PRIMARY_OF_COMMAND one
  for one in $profile_primary; do
    if lacking_stream "${one%%:[0-9]*}"; then
      note "$one is no primary metric of this experiment: the stream ${REPLY//,/ or } is not recorded"
      continue
    fi
    primary_spec "$one"
    primary_metrics+=("$REPLY")
  done
  if ((${#primary_metrics[@]})); then return; fi
  if [[ ${workload_argv[0]##*/} == stress-ng ]] && selected_stream stress-ng; then default=$DEFAULT_PRIMARY; fi
  read -r -a primary_metrics <<<"$default"
}

# Sets REPLY to the first stream that metric $1 needs and that is not selected; fails where there is none.
lacking_stream() {
  local need
  metric_streams "$1" || return 1
  for need in $REPLY; do
    if ! selected_stream "$need"; then
      REPLY=$need
      return
    fi
  done
  return 1
}

# A test has no p below 2 / W where the plan has W equally likely outcomes: 2^n signs of n blocks below 12 (signed-rank),
# from 12 on the ways to choose which blocks of each stage begin with condition 0 (AB-BA). The smallest adjusted p is
# taken to be as large as it can be: times the metrics, and times the looks. What this refuses might be tested by a
# sharper adjustment in the luckiest case; what it lets pass can be tested.
#
# Sets REPLY to W, or to some number of at least $1 when W is that large, for the numbers of blocks at the looks $2...
plan_outcomes() {
  local enough=$1 ways=1 from=0 to size i
  shift
  if ((${*: -1} < 12)); then
    REPLY=$((1 << ${*: -1}))
    return
  fi
  for to; do
    size=$((to - from))
    from=$to
    local choose=1
    for ((i = 1; i <= size / 2; i++)); do
      choose=$((choose * (size - i + 1) / i))
      if ((ways * choose >= enough)); then break; fi
    done
    ways=$((ways * choose))
    if ((ways >= enough)); then break; fi
  done
  REPLY=$ways
}

# Refuses a plan that cannot reach p <= 0.05 for any metric, unless --describe-only asks for it.
check_power() {
  local metrics=${#primary_metrics[@]} looks=${#stage_ends[@]} enough p n named
  enough=$((40 * metrics * looks))
  plan_outcomes "$enough" "${stage_ends[@]}"
  if ((REPLY >= enough)); then return; fi
  if [[ -n $describe_only ]]; then
    warn "this plan describes and does not test"
    return
  fi
  p=$((2000 * metrics * looks / REPLY))
  if ((p >= 1000)); then p=1; else p=$(printf '0.%03d' "$p"); fi
  for ((n = blocks + 1; ; n++)); do
    plan_outcomes "$enough" "$n"
    if ((REPLY >= enough)); then break; fi
  done
  named="blocks: $blocks, primary metrics: $metrics"
  if ((looks > 1)); then named+=", looks: $looks"; fi
  fail "no result of this plan can be significant: its smallest possible adjusted p is $p ($named); take $n blocks, fewer metrics, or --describe-only"
}
