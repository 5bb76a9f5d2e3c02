/** How a program writes how long it ran; `scale` is seconds in its unit. Bounded, so that no line takes long. */
const FORMS: readonly { program: string; pattern: RegExp; scale: number }[] = [
  // https://github.com/axboe/fio: "run=300003-300003msec"; the longest of several groups
  { program: 'fio', pattern: /\brun=\d{1,12}-(\d{1,12})msec/g, scale: 1e-3 },
  { program: 'fio', pattern: /"job_runtime"\s*:\s*(\d{1,12})\b/g, scale: 1e-3 },
  { program: 'YCSB', pattern: /^\[OVERALL\], RunTime\(ms\), (\d{1,12}(?:\.\d{1,9})?)\s*$/gm, scale: 1e-3 },
  { program: 'sysbench', pattern: /^\s{1,20}total time:\s{1,60}(\d{1,9}\.\d{1,9})s\s*$/gm, scale: 1 },
  { program: 'mmtests', pattern: /^time :: \S{1,100} .{0,100}?(\d{1,9}\.\d{1,9}) elapsed\s*$/gm, scale: 1 },
  // https://github.com/hakavlad/cache-tests
  {
    program: 'cache-bench',
    pattern:
      /(?:^|: )(?:total )?read \d{1,9}(?:\.\d{1,3})?(?:M| MiB) in (\d{1,9}\.\d{1,3})s \(avg [\d.]{1,12}(?:M\/s\); src: | MiB\/s\))/gm,
    scale: 1,
  },
]
/** GNU time -v: "Elapsed (wall clock) time (h:mm:ss or m:ss): 5:00.12". */
const GNU_TIME =
  /^\s{0,8}Elapsed \(wall clock\) time \(h:mm:ss or m:ss\): (?:(\d{1,4}):)?(\d{1,2}):(\d{2}(?:\.\d{1,3})?)\s*$/m

/**
 * The time from the start of a workload to its end, in seconds, as its own output has it, and the program; the longest where it
 * names several. Null where no known form is in the text, or several programs are.
 */
export function workloadSeconds(text: string): { seconds: number; program: string } | null {
  const found = new Map<string, number>()
  // groups of jobs ran one after another or side by side: nothing in the text tells
  const groups = [...text.matchAll(/^Run status group \d{1,6} /gm)].length
  for (const { program, pattern, scale } of FORMS)
    if (program !== 'fio' || groups < 2)
      for (const match of text.matchAll(pattern))
        found.set(program, Math.max(found.get(program) ?? 0, Number(match[1]) * scale))
  const clock = GNU_TIME.exec(text)
  if (clock !== null) {
    const [, hours = '0', minutes, seconds] = clock
    found.set('time -v', Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds))
  }
  const [only, ...others] = [...found].filter(([, seconds]) => seconds > 0)
  return only === undefined || others.length > 0 ? null : { program: only[0], seconds: only[1] }
}
