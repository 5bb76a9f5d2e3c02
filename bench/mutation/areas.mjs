// Which tests are asked about the sources of which folder.

const under = (folder) => (path) => path.startsWith(`${folder}/`)
const STREAMS = ['streams', 'decode', 'reduce']

/** Tests of a whole folder of the sources; `share` is what must be killed. */
export const AREAS = [
  {
    name: 'stats',
    sources: ['stats'],
    tests: ['stats', 'compare/quantile-shift', 'compare/consistency', 'compare/checks'],
    share: 0.9,
  },
  { name: 'compare', sources: ['compare'], tests: ['compare', 'checks/probe-held'], share: 0.9 },
  { name: 'checks', sources: ['checks'], tests: ['checks'], share: 0.8 },
  { name: 'tables', sources: ['tables'], tests: ['tables', 'checks/reclaimed'], share: 0.8 },
  { name: 'evidence', sources: ['evidence'], tests: ['evidence'], share: 0.8 },
  {
    name: 'gate',
    sources: ['gate'],
    tests: ['gate/rules', 'gate/made', 'gate/diff', 'gate/bad-input'],
    share: 0.8,
  },
  {
    name: 'exchange',
    sources: ['exchange'],
    tests: ['exchange/texts', 'exchange/limits', 'exchange/tables', 'exchange/round-trip'],
    share: 0.8,
  },
  { name: 'streams', sources: STREAMS, tests: [...STREAMS, 'page-faults/bpftrace-quirks'], share: 0.8 },
  {
    name: 'page-faults',
    sources: ['page-faults'],
    // of them counts.test.ts, which cuts a trace at every place, takes as long as all others together
    tests: [
      ...['scan-bpftrace', 'scan-perf-script', 'page-sample', 'bpftrace-quirks', 'by-hand'].map(
        (name) => `page-faults/${name}`,
      ),
      'streams/page-faults',
      'streams/formats',
    ],
    share: 0.8,
  },
].map((area) => ({
  ...area,
  isSource: (path) => area.sources.some((name) => under(`src/${name}`)(path)),
  isTest: (path) => area.tests.some((name) => under(`test/${name}`)(path) || path === `test/${name}.test.ts`),
}))
