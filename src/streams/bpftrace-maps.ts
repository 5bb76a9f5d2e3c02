import { type BpftraceMaps, readProgram } from '../decode/bpftrace-output.js'
import type { StreamDef } from '../model/stream.js'

declare module '../model/stream.js' {
  interface StreamValues {
    'bpftrace-maps': BpftraceMaps
  }
}

export const bpftraceMaps: StreamDef<BpftraceMaps> = {
  id: 'bpftrace-maps',
  title: 'Maps of any bpftrace program',
  what:
    'A bpftrace program can count in the kernel, in maps, instead of printing a line for each event, and prints the maps when it ends. ' +
    'This stream reads them from any program, not only from those of the collectors.',
  collector: 'bpftrace, text or -f json, of a program of your own',
  caveats:
    'What a map means only its program knows. A map that is printed more than once is taken as it was printed last. Keys of several parts ' +
    'are joined with commas, and a process name may hold one.',
  columns: [
    { name: 'map', unit: 'text', doc: 'name of the map' },
    { name: 'key', unit: 'text', doc: 'key, parts joined with commas' },
    { name: 'value', unit: 'count', doc: 'value as it was printed last' },
  ],
  sidecars: [],
  recordedAs: [],
  reduce: async (files, run) => {
    const file = files.find(({ role }) => role === 'trace')
    return file === undefined ? { present: false, reason: 'not recorded' } : readProgram(file, run)
  },
}
