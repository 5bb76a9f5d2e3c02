# kernel-log	What the kernel logged during the run: OOM kills, oopses, lockups.
#
# Why:      an oops, a lockup or an OOM kill makes a run another run.
# How:      /dev/kmsg numbers its records, so those after the last one before the run are taken, and those that the
#           ring buffer overwrote are counted as lost. A line is "<PRIORITY>[ SECONDS.MICROS] text", as dmesg -r
#           prints it.
# Output:   {"type":"line","data":"<6>[  118.306233] oom-kill:constraint=CONSTRAINT_NONE,nodemask=(null),global_oom,task=stress-ng-vm"}
# Overhead: none during the run: it is written before and after.
# Caveats:  seconds are those of the scheduler's clock, near CLOCK_MONOTONIC but not equal to it.
# Kernels:  all.
# kind	log
# needs	file:/dev/kmsg

# dd stops at the end of the buffer, where cat would wait for more.
read_kmsg() { dd if=/dev/kmsg iflag=nonblock bs=8192 2>/dev/null; }

begin_kernel_log() {
  kmsg_last=$(read_kmsg | awk -F'[,;]' '$2 ~ /^[0-9]+$/ { last = $2 } END { printf "%.0f", last }')
}

collect_kernel_log() {
  local lines
  lines=$(read_kmsg | awk -F'[,;]' -v last="$kmsg_last" '
    /^[ ]/ { next }
    $2 + 0 > last + 0 {
      if (!first) { first = 1; printf "%.0f\n", $2 - last - 1 }
      text = $0; sub(/^[^;]*;/, "", text)
      printf "<%d>[%5d.%06d] %s\n", $1 % 8, $3 / 1000000, $3 % 1000000, text
    }')
  [[ -n $lines ]] || return 0
  counted_lost[kernel-log]=${lines%%$'\n'*}
  lines=${lines#*$'\n'}
  printf '%s\n' "$lines" | json_wrap_lines
}
