/** Units a number can carry. A new one is added here, with how it is spoken of in text. */
export const UNITS = {
  count: { short: '', long: 'a count' },
  'count/s': { short: '/s', long: 'events per second' },
  'count/op': { short: '/op', long: 'events per operation of the workload' },
  'bogo-ops': { short: 'bogo-ops', long: "stress-ng's bogus operations" },
  'bogo-ops/s': { short: 'bogo-ops/s', long: "stress-ng's bogus operations per second" },
  pages: { short: 'pages', long: 'pages' },
  'pages/s': { short: 'pages/s', long: 'pages per second' },
  'pages/op': { short: 'pages/op', long: 'pages per operation of the workload' },
  'bytes/s': { short: 'B/s', long: 'bytes per second' },
  'bytes/op': { short: 'B/op', long: 'bytes per operation of the workload' },
  bytes: { short: 'B', long: 'bytes' },
  seconds: { short: 's', long: 'seconds' },
  'seconds/op': { short: 's/op', long: 'seconds per operation of the workload' },
  nanoseconds: { short: 'ns', long: 'nanoseconds' },
  share: { short: '', long: 'a share between 0 and 1' },
} as const

export type Unit = keyof typeof UNITS

/** The unit of a figure that a workload prints is what the program calls it, such as "requests/s". */
export const unitWords = (unit: string): { short: string; long: string } =>
  Object.hasOwn(UNITS, unit) ? UNITS[unit as Unit] : { short: unit, long: unit === '' ? 'a number' : unit }
