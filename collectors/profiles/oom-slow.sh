# oom-slow	A process that takes one percent of the memory more each second, until something is killed.
#
# Stresses: the long way to the OOM killer: the machine is slow before it kills; how long, and what it kills, is what min_ttl_ms changes.
# How:      a shell fills variables by a hundredth of the memory each second, in pages that zram cannot make small, with swap as the machine has it
#           (--profile oom has none). A worker keeps 30 % of memory in use (programs/hog-paced.pl) and is not meant to be killed. A run ends when the
#           leak was killed, or with its time: with 60 s of time and little swap it is killed.
# THP:      never.
profile_timeout=180
profile_thp=never
profile_needs_swap=''
profile_streams='oom canary'
profile_programs='perl'
profile_primary='canary-worst-second stall-before-kill bystander-kills'
# The leak's own status when it was killed, and that of a run that ended with its time.
profile_accept_status='0 137'

profile_argv() {
  workload_argv=("$BASH" "$COLLECTORS/workloads/leak.sh" "$timeout_seconds" "$((memory_mib * 10485))" "$((memory_mib * 30 / 100))")
}
