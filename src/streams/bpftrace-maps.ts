import { type BpftraceMaps, readProgram } from '../decode/bpftrace-program.js'
import { fromTrace } from '../reduce/from-trace.js'

export const bpftraceMaps = fromTrace<'bpftrace-maps', BpftraceMaps>(
  {
    id: 'bpftrace-maps',
    title: 'bpftrace maps',
    what:
      'A bpftrace program can count in the kernel, in maps, instead of printing a line for each event, and prints the maps when it ends. ' +
      'This stream reads them from any program, not only from those of the collectors.',
    collector: 'bpftrace, text or -f json, of a program of your own',
    caveats:
      'What a map means only its program knows. A map that is printed more than once is taken as it was printed last. Keys of several parts ' +
      'are joined with commas, and a process name may hold one.',
    fields: {
      probes: { unit: 'count', doc: 'probes attached' },
      maps: { unit: 'count', doc: 'entries of each map as it was printed last, by key' },
      prints: { unit: 'count', doc: 'times that each map was printed' },
      histograms: { unit: 'count', doc: 'histograms by map and key; only the program defines their unit' },
      statistics: { unit: 'count', doc: 'count, average and total by map and key' },
      exact: { unit: 'text', doc: 'entries that are too large for a double, as text; absent without any' },
      unused: {
        unit: 'text',
        doc: 'what was read and says nothing that a metric could use, such as tuples, texts and time series; absent without any',
      },
      printed: { unit: 'count', doc: 'lines that the program printed, by their first word' },
      lost: { unit: 'count', doc: 'events that bpftrace reported as lost' },
      lostUncounted: {
        unit: 'count',
        doc: 'messages that events were lost, without their number: totals are then lower bounds; absent without any',
      },
    },
    sidecars: [{ suffix: '.err', role: 'stderr' }],
    recordedAs: [],
  },
  (trace, { run }, { stderr }) => readProgram(trace, stderr, run),
)
