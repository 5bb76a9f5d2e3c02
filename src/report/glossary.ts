/** A word that a reader may not have met: `explain ID` and the glossary of every report have the same text. */
export interface Term {
  id: string
  title: string
  what: string
  /** Where it shows: ids of metrics and streams. */
  see: readonly string[]
}

/** Sorted by id. */
export const GLOSSARY: readonly Term[] = [
  {
    id: 'ab-ba',
    title: 'AB-BA comparison',
    what: 'In an AB block the baseline ran first, in a BA block the treatment. Second run less first is the effect plus whatever the order adds in AB, and minus the effect plus the same in BA: half of the difference between the two kinds of blocks is the effect, and a constant order effect or a linear drift drops out.',
    see: ['bogo-ops-rate'],
  },
  {
    id: 'anonymous-memory',
    title: 'Anonymous memory',
    what:
      'Memory of programs that belongs to no file: heap, stack, what malloc gives. It has nowhere to go but swap, so without swap it ' +
      'cannot be evicted at all. Memory that holds the contents of files is the page cache: it can be dropped and read again.',
    see: ['meminfo', 'swap-out-rate', 'refault-anon-rate'],
  },
  {
    id: 'bogo-op',
    title: 'Bogo-op',
    what:
      'A round of work of a stress-ng stressor, such as one pass over its memory. Its size differs from stressor to stressor and from ' +
      'version to version: only runs of the same command with the same stress-ng compare.',
    see: ['bogo-ops-rate', 'stress-ng'],
  },
  {
    id: 'collapsed-run',
    title: 'Collapsed run',
    what: 'A run whose throughput is below half of the median of its own condition: thrashing that does not recover, mostly. A few of them pull the estimate down while the medians stay, so they are counted and the effect is given with and without them.',
    see: ['bogo-ops-rate'],
  },
  {
    id: 'compaction',
    title: 'Compaction',
    what:
      'Free memory comes to lie in small pieces. To make a large piece, for a huge page or a driver, the kernel moves pages that are in use ' +
      'next to each other: compaction. kcompactd does it in the background; a program that cannot wait does it itself and stalls.',
    see: ['compaction-stall-rate', 'successful-compaction-rate', 'compaction'],
  },
  {
    id: 'direct-reclaim',
    title: 'Direct reclaim',
    what:
      'A program asks for a page, none is free, and kswapd is behind: then the program itself has to find pages to evict before it may go ' +
      'on. It is a stall within an ordinary instruction, from microseconds to seconds long. Each begins with one count of ' +
      'allocstall in /proc/vmstat.',
    see: ['direct-reclaim-stall-share', 'direct-reclaim-stall-p99', 'allocation-stall-rate'],
  },
  {
    id: 'generation',
    title: 'Generation',
    what:
      'The multi-gen LRU does not keep two lists of pages but up to four groups by when they were last used. New and used pages go to the ' +
      'youngest generation; a walk over the page tables finds the used ones. Pages are evicted from the oldest, and when it is empty, the ' +
      'next becomes the oldest and a new youngest is made.',
    see: ['generation-rate', 'lru-gen'],
  },
  {
    id: 'huge-page',
    title: 'Huge page',
    what:
      'A page of 2 MiB in place of 512 pages of 4 KiB: one fault in place of many, and fewer entries in the page tables. It needs 2 MiB of ' +
      'physically contiguous memory, which a full machine rarely has. "Transparent" huge pages (THP) are given without being asked for; they change the ' +
      'number of page faults by orders of magnitude, so look at them first when fault counts differ.',
    see: ['thp-fault-rate', 'thp-fallback-rate', 'thp'],
  },
  {
    id: 'kswapd',
    title: 'kswapd',
    what:
      'The kernel thread, one for each memory node, that evicts pages in the background. It wakes when free memory falls below the low mark ' +
      'and sleeps again above the high one. As long as it keeps up, no program has to reclaim directly.',
    see: ['kswapd-cpu-share', 'reclaimed-kswapd-rate', 'kswapd'],
  },
  {
    id: 'major-fault',
    title: 'Major fault',
    what:
      'A page fault for which the kernel has to read: the page is in swap or in a file, not in memory. The thread sleeps until the device ' +
      'answers, a thousand times as long as a minor fault takes. Many major faults are what "the machine is swapping itself to death" looks like.',
    see: ['major-fault-rate', 'major-fault-p99'],
  },
  {
    id: 'mglru',
    title: 'Multi-gen LRU (MGLRU)',
    what:
      'The newer of two ways in which Linux decides which pages to evict, in the kernel since 6.1. It replaces the active and the inactive list by ' +
      'generations, and finds used pages by walking page tables rather than by asking, for each page, who maps it. ' +
      '/sys/kernel/mm/lru_gen/enabled switches it while the machine runs: bit 0 is the main switch, bits 1 and 2 refine the walk where the ' +
      'hardware can do it.',
    see: ['generation-rate', 'lru-gen'],
  },
  {
    id: 'minor-fault',
    title: 'Minor fault',
    what:
      'A page fault for which the kernel has all it needs in memory: it clears a new page, or maps one that is there already. It takes about a ' +
      'microsecond. Every program takes thousands of them as it starts; they are work, not trouble.',
    see: ['minor-fault-rate', 'minor-fault-p99'],
  },
  {
    id: 'oom-killer',
    title: 'OOM killer',
    what:
      'When reclaim finds nothing more to evict, the kernel is out of memory (OOM) and ends a process to get its memory back: the one that ' +
      'scores highest, mostly the largest. If no process is left that it may end, the kernel panics: "System is deadlocked on memory". ' +
      'min_ttl_ms of the multi-gen LRU calls the killer earlier, before the machine thrashes.',
    see: ['oom-kills', 'oom', 'kernel-log'],
  },
  {
    id: 'page-fault',
    title: 'Page fault',
    what:
      'Memory is handed out in pages of 4 KiB, and not before it is touched. The first touch makes the processor stop and call the kernel, ' +
      'which puts a page there: a page fault. It is no error. What counts is how long it takes: see minor and major fault.',
    see: ['page-fault-rate', 'page-faults'],
  },
  {
    id: 'per-operation',
    title: 'Cost per operation',
    what: 'What one operation of the workload costs in faults, pages or time. A rate per second also falls when the machine gets less done; the cost per operation does not.',
    see: ['major-fault-per-op', 'swap-in-per-op', 'swap-out-per-op'],
  },
  {
    id: 'psi',
    title: 'Pressure stall information (PSI)',
    what:
      'The kernel adds up the time in which tasks could not go on for want of memory, disk or processor. "some" is time in which at least one ' +
      'waited, "full" time in which all that had work did, so the machine got nothing done. It measures what people feel, where counts of ' +
      'pages measure what the kernel did.',
    see: ['memory-pressure-some', 'memory-pressure-full', 'psi'],
  },
  {
    id: 'reclaim',
    title: 'Reclaim',
    what:
      'Taking pages away from those who have them, to have free ones: clean pages of files are dropped, changed ones written back first, ' +
      'anonymous ones written to swap. In the background it is the work of kswapd, in a hurry it is direct reclaim. The art is to take the ' +
      'pages that nobody will need soon.',
    see: ['reclaimed-kswapd-rate', 'reclaimed-direct-rate', 'direct-reclaim-page-share', 'vmscan'],
  },
  {
    id: 'refault',
    title: 'Refault',
    what:
      'A fault on a page evicted earlier whose shadow entry still exists: the kernel leaves that entry in the place of the page. ' +
      'workingset_refault_* counts all of them (with MGLRU since 6.5), not only mistakes of reclaim.',
    see: ['refault-anon-rate', 'refault-file-rate'],
  },
  {
    id: 'swap',
    title: 'Swap',
    what:
      'The place where anonymous pages go when they are evicted: a disk, a file, or zram. Swap-out is the price paid by reclaim, swap-in the ' +
      'price paid by the program that needs the page again. Some swap-out is healthy: pages that are never touched again make room.',
    see: ['swap-in-rate', 'swap-out-rate', 'swap'],
  },
  {
    id: 'thrashing',
    title: 'Thrashing',
    what:
      'The pages that the programs need at one time, their working set, are more than the memory holds: each page that comes in throws out one ' +
      'that is needed next. The machine is busy with moving pages and gets almost nothing done. How far below that point a workload can be kept ' +
      'is what separates good eviction from bad.',
    see: ['memory-pressure-full', 'refault-anon-rate', 'major-fault-rate'],
  },
  {
    id: 'tracepoint',
    title: 'Tracepoint',
    what:
      'A place in the kernel where it announces what it does, for programs like bpftrace and perf. It costs nothing until someone listens. One ' +
      'that does not fire means that nothing occurred, that the code which ran does not announce it, or that the event was lost: three ' +
      'different things.',
    see: ['vmscan', 'direct-reclaim', 'page-faults'],
  },
  {
    id: 'westfall-young',
    title: 'Westfall–Young adjustment',
    what: 'Testing many metrics finds something by chance. This adjustment relabels whole blocks in every way that the plan could have had and asks how often the clearest metric is as clear as the one at hand. Metrics that move together count as little more than one.',
    see: ['bogo-ops-rate'],
  },
  {
    id: 'zram',
    title: 'zram',
    what:
      'A swap device that is no device: pages put there are compressed and stay in memory. It is thousands of times faster than a disk and ' +
      'makes the memory larger by as much as the contents can be compressed, at the cost of processor time. zswap does the same in front of a ' +
      'real swap device. With either, swap rates say little about waiting.',
    see: ['swap-in-rate', 'swap-out-rate', 'system-time-share'],
  },
]
