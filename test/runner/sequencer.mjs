// Which test files begin first: those that take long, so that none of them runs alone at the end. Jest knows how long a file took
// from the runs before, on this machine; a clean clone, as in continuous integration, has had none.
import Sequencer from '@jest/test-sequencer'

/** The longest first, by bench/suite.md. */
export const LONGEST = [
  'test/render/chromium.test.ts',
  'test/experiment/cache.test.ts',
  'test/collectors/workload-end.test.ts',
  'test/readme.test.ts',
  'test/charts/charts.test.ts',
  'test/render/interactive.test.ts',
  'test/commands/jobs.test.ts',
  'test/install/collectors-package.test.ts',
  'test/commands/hostile-reports.test.ts',
  'test/collectors/fio-paced.test.ts',
  'test/package.test.ts',
  'test/streams/formats.test.ts',
  'test/install/help.test.ts',
  'test/metrics/lab.test.ts',
  'test/ingest/too-much.test.ts',
  'test/render/hostile-everywhere.test.ts',
  'test/render/strange-names.test.ts',
  'test/collectors/resume.test.ts',
  'test/commands/overview.test.ts',
  'test/collectors/canary.test.ts',
  'test/tables.test.ts',
  'test/commands/determinism.test.ts',
  'test/page-faults/scan-bpftrace.test.ts',
  'test/streams/page-faults.test.ts',
  'test/page-faults/scan-perf-script.test.ts',
  'test/install/ci-workflows.test.ts',
  'test/commands/system-fails.test.ts',
  'test/startup.test.ts',
]

export default class LongestFirst extends Sequencer {
  /** What failed last time, then the longest, then as jest would. */
  sort(tests) {
    const rank = (test) => {
      if (this.hasFailed(test)) return -1
      const place = LONGEST.findIndex((name) => test.path.endsWith(`/${name}`))
      return place === -1 ? LONGEST.length : place
    }
    return super.sort(tests).sort((a, b) => rank(a) - rank(b))
  }
}
