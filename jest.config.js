export default {
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' }, module: { type: 'es6' } },
    ],
  },
  // machines may be busy: a slow test is not a wrong one
  testTimeout: 180_000,
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  // istanbul's instrumentation breaks arquero's expressions (arquero #256)
  coverageProvider: 'v8',
}
