import { availableParallelism } from 'node:os'

// What npm run test:fast leaves to npm test: the browser, the lab, and files of more than 7 s of CPU (bench/suite.md).
const fast = process.env.FAST === '1'
const SLOW = [
  'test/lab/',
  'test/collectors/',
  'test/commands/(jobs|overview|planted-links|reduce|system-fails)\\.',
  'test/compare/experiments\\.',
  'test/experiment/cache\\.',
  'test/ingest/too-much\\.',
  'test/package\\.',
  'test/page-faults/(counts|scan-[a-z-]+)\\.',
  'test/readme\\.',
  'test/render/(chromium|interactive|size)\\.',
  'test/report/timelines\\.',
  'test/startup\\.',
  'test/stats/second-edition\\.',
  'test/tables\\.',
]

export default {
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  transform: {
    '^.+\\.ts$': [
      '<rootDir>/test/transform.mjs',
      { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' }, module: { type: 'es6' } },
    ],
  },
  // jest would take one less than there are
  maxWorkers: Math.min(availableParallelism(), 8),
  // modules of files that are done are not freed: a worker that has grown is replaced
  workerIdleMemoryLimit: '800MB',
  globalSetup: './test/global-setup.mjs',
  globalTeardown: './test/global-teardown.mjs',
  // machines may be busy: a slow test is not a wrong one
  testTimeout: 180_000,
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/', ...(fast ? SLOW : [])],
  // istanbul's instrumentation breaks arquero's expressions (arquero #256)
  coverageProvider: 'v8',
}
