import { kernelLogReader } from '../../../dist/decode/kernel-log-reader.js'
import { readLines } from '../../../dist/ingest/lines.js'

const reader = kernelLogReader()
await readLines(process.argv[2], reader.bytes)
const { kills } = reader.end()
console.log(kills.list.filter(({ by }) => by === 'oom-kill').length + kills.beyond())
