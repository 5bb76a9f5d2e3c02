/** Units a number can carry. A new one is added here, with how it is spoken of in text. */
export const UNITS = {
  count: { short: '', long: 'a count' },
  'count/s': { short: 'per s', long: 'events a second' },
  'bogo-ops': { short: 'bogo-ops', long: "stress-ng's bogus operations" },
  'bogo-ops/s': { short: 'bogo-ops/s', long: "stress-ng's bogus operations a second" },
  pages: { short: 'pages', long: 'pages' },
  'pages/s': { short: 'pages/s', long: 'pages a second' },
  bytes: { short: 'B', long: 'bytes' },
  seconds: { short: 's', long: 'seconds' },
  nanoseconds: { short: 'ns', long: 'nanoseconds' },
  share: { short: '', long: 'a share between 0 and 1' },
} as const

export type Unit = keyof typeof UNITS
