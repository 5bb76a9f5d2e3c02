# file-refault	Random reads and writes in files larger than memory: the page cache is thrown out and needed again.
#
# Stresses: eviction, refault and writeback of file pages; hardly any anonymous memory, no swap.
# How:      two workers (stress-ng --seek), each at random places of a file of 60 % of memory in the experiment's
#           directory, on the disk that is under test there: choose --out accordingly. The files begin sparse, so no
#           time is lost on writing them first: a read of a hole fills a page of the cache like any other.
# THP:      never: huge pages in the page cache would change what a fault and a refault are.
profile_timeout=60
profile_thp=never
profile_needs_swap=''
profile_disk_mib=$((memory_mib * 130 / 100))

profile_argv() {
  workload_argv=(stress-ng --seek 2 --seek-size "$((memory_mib * 60 / 100))M" --temp-path .
    --timeout "${timeout_seconds}s" --metrics)
}
