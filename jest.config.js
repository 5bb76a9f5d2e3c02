import { availableParallelism } from 'node:os'

const fast = process.env.FAST === '1'
/** What npm run test:fast leaves to npm test: the browser, the lab, and files of more than 2.5 s of CPU (bench/suite.md). */
export const SLOW = [
  'test/charts/charts\\.',
  'test/collectors/',
  'test/commands/(bad-numbers|determinism|history|hostile-reports|inspect|jobs|named-traces|overview|planted-links|reduce|system-fails|validate)\\.',
  'test/compare/experiments\\.',
  'test/decode/(map-limits|trace-text)\\.',
  'test/evidence/(any-fact|any-setting|bad-input|boots|cases|standalone)\\.',
  'test/exchange/(programs|tables)\\.',
  'test/experiment/(bare-kinds|cache|directory)\\.',
  'test/ingest/too-much\\.',
  'test/install/(ci-[a-z]+|collectors-package|fleet|help)\\.',
  'test/lab/',
  'test/metrics/(cgroup-lab|lab|workload)\\.',
  'test/package\\.',
  'test/page-faults/(counts|scan-[a-z-]+)\\.',
  'test/readme\\.',
  'test/render/(chromium|hostile-everywhere|interactive|policy|size|strange-names)\\.',
  'test/report/(kills|planted-secrets|timelines)\\.',
  'test/startup\\.',
  'test/stats/second-edition\\.',
  'test/streams/(formats|page-faults)\\.',
  'test/tables\\.',
]

/** Watching and coverage need jest's own way, with modules of each file's own; ISOLATED=1 asks for it. */
const isolated =
  process.env.ISOLATED === '1' || process.argv.some((option) => /^--(watch|coverage)/.test(option))
const shared = {
  testEnvironment: '<rootDir>/test/runner/environment.mjs',
  runtime: '<rootDir>/test/runner/runtime.mjs',
  injectGlobals: false,
}

export default {
  ...(isolated ? { testEnvironment: 'node' } : shared),
  extensionsToTreatAsEsm: ['.ts'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  transform: {
    '^.+\\.ts$': [
      '<rootDir>/test/transform.mjs',
      { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' }, module: { type: 'es6' } },
    ],
  },
  // one more than there are processors, since some tests wait for a browser, a shell or a clock: 310 s instead of 396 on two
  maxWorkers: Math.min(availableParallelism() + 1, 8),
  // modules of files that are done are not freed: a worker that has grown is replaced
  workerIdleMemoryLimit: '800MB',
  testSequencer: './test/runner/sequencer.mjs',
  globalSetup: './test/global-setup.mjs',
  globalTeardown: './test/global-teardown.mjs',
  // machines may be busy: a slow test is not a wrong one
  testTimeout: 180_000,
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/', ...(fast ? SLOW : [])],
  // istanbul's instrumentation breaks arquero's expressions (arquero #256)
  coverageProvider: 'v8',
}
