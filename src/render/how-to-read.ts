/** How to read a report, for someone who reads the first one. */
export const HOW_TO_READ: readonly { title: string; text: string }[] = [
  {
    title: 'What was done',
    text:
      'The same work was done many times on one machine that was short of memory, some runs with the multi-gen LRU (MGLRU) switched off ' +
      'and some with it on. Memory pages that are not in use must then be pushed out so that others fit; MGLRU is one of two ways in which ' +
      'Linux chooses them. A good choice pushes out what is not needed again soon.',
  },
  {
    title: 'Change and interval',
    text:
      'A change of −20 % means a fifth less with MGLRU on. It is an estimate; had the runs been made again, it would come out a little different. ' +
      'The interval says by how much: −[12, 27]% is a decrease somewhere between 12 and 27 %, and [−12, +3]% could be a decrease, no change ' +
      'or a small increase. Read the interval first, then the number in its middle.',
  },
  {
    title: 'Verdicts',
    text:
      'Improved and regressed are said only when the test would rarely say so by chance, and where one direction is better; higher and lower where ' +
      'neither is. Equivalent: the change is surely too small to matter. Inconclusive: these runs do not tell, which is not the same as no change. ' +
      'Size uncertain: it changed, but perhaps by too little to matter.',
  },
  {
    title: 'p and n',
    text:
      'p is how often chance alone would show a difference as large as this if MGLRU made none; small is strong evidence. It is adjusted, because ' +
      'whoever looks at twenty metrics finds one by luck. n counts runs, not events: a million page faults in five runs are five observations.',
  },
  {
    title: 'Primary, secondary, described',
    text:
      'Primary metrics were chosen before the runs and decide the question. Secondary ones help to explain. What is described only was not tested: ' +
      'two numbers beside each other are no finding.',
  },
  {
    title: 'Before you quote a number',
    text:
      'Read “Is the experiment sound?”. A caution limits what a number means; a check that invalidates takes the verdicts away. And the report is about ' +
      'this machine, this kernel and this workload.',
  },
]
