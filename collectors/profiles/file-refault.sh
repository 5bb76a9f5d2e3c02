# file-refault	Random reads of files larger than the memory left for them: the page cache is thrown out and read again.
#
# Stresses: eviction and refault of clean file pages, readahead; hardly any anonymous memory, no swap.
# How:      two workers (stress-ng --readahead), each with a file of 60 % of memory in the experiment's directory, on the
#           disk that is under test there: choose --out accordingly. Writing the files belongs to the run.
# THP:      never: huge pages in the page cache would change what a fault and a refault are.
profile_timeout=60
profile_thp=never
profile_needs_swap=''
profile_disk_mib=$((memory_mib * 130 / 100))

profile_argv() {
  workload_argv=(stress-ng --readahead 2 --readahead-bytes "$((memory_mib * 60 / 100))M" --temp-path .
    --timeout "${timeout_seconds}s" --metrics)
}
