import type { InputFormat } from '../model/stream.js'

/** First lines of what other tools print, which holds no counts that a report could use: refused by name. */
export const OTHER_TOOLS: readonly [InputFormat, RegExp][] = [
  [
    'perf-report',
    /^# To display the perf\.data header info|^# Total Lost Samples: \d|^# Samples: \S+ +of events? '|^# Overhead +(?:Command|Shared|Symbol|Children)|^ *\d{1,3}\.\d\d% +(?:\d{1,3}\.\d\d% +)?\S+ +\S+ +\[[.k]\] /,
  ],
  ['perf-annotate', /^ ?Percent +\| +Source code & Disassembly of /],
  [
    'perf-kmem',
    /^SUMMARY \((?:SLAB|page) allocator\)|^ *Callsite +\| Total_alloc\/Per|^ *PFN +\| Total alloc/,
  ],
  ['perf-sched', /^ +Task +\| +Runtime ms +\| +Switches \||^ +time +cpu +task name +wait time/],
  ['perf-lock', /^ +Name +acquired +contended|^ +contended +total wait +max wait/],
  ['folded-stacks', /^[^;\s][^;]{0,64}(?:;[^;]{1,200}){2,200} \d{1,15}$/],
]
