/** How to read a report, for someone who reads the first one; and the one notation of all outputs. */
export const HOW_TO_READ: readonly { title: string; text: string }[] = [
  {
    title: 'What was done',
    text:
      'The same work was done many times on one machine that was short of memory, some runs with the multi-gen LRU (MGLRU) off and some ' +
      'with it on. Pages that are not in use must then be evicted so that others fit; MGLRU is one of two ways in which Linux chooses ' +
      'them. A good choice evicts what is not needed again soon.',
  },
  {
    title: 'Notation',
    text:
      '−20%, 95.8% CI [−27%, −12%]: the estimated change of the treatment from the baseline, the achieved confidence level, and the ' +
      'interval, lower bound first, each bound with its sign and unit. ×14 is a factor, used where a bound is above +1000%. Where a run ' +
      'is 0, the change is a difference in the unit of the metric. /s is per second, /op per operation of the workload; a thin space ' +
      'separates thousands; p has three decimals.',
  },
  {
    title: 'Change and confidence interval',
    text:
      'Had the runs been repeated, the estimate would differ a little; the CI shows by how much. [−27%, −12%] is a decrease; ' +
      '[−12%, +3%] could be a decrease, no change or a small increase. Read the interval first, then the estimate. The change is ' +
      'estimated from blocks, so it may differ from the ratio of the two medians.',
  },
  {
    title: 'Verdicts',
    text:
      'Improved and regressed: the test is significant, and one direction is better; increased and decreased where none is preferred. ' +
      'Equivalent: the 90% CI lies inside the equivalence margin. Did not occur: 0 in every run. Inconclusive: these runs cannot tell, ' +
      'which is not the same as no change. Size uncertain: it changed, but the CI includes changes below the margin.',
  },
  {
    title: 'p and n',
    text:
      'p is how often chance alone would show a difference at least this large if the condition made none; small is strong evidence. It ' +
      'is adjusted, because one of twenty metrics looks significant by chance. n counts blocks or runs, not events: a million page ' +
      'faults in five runs are five observations.',
  },
  {
    title: 'Primary, secondary, descriptive',
    text:
      'Primary metrics were chosen before the runs, and the verdict rests on them. Secondary ones help to explain. Descriptive ones are ' +
      'not tested: two different medians are no finding.',
  },
  {
    title: 'Before you quote a number',
    text:
      'Read “Validity checks”. A warning limits what a number means; a check that fails withdraws verdicts. And the report is about this ' +
      'machine, this kernel and this workload.',
  },
]
