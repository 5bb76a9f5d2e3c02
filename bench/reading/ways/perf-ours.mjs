// With "slow" as the second argument: without the scanner, each line by regular expressions.
import { readTraceText } from '../../../dist/ingest/read-trace-text.js'
import { countTraceFaults } from '../../../dist/streams/page-fault-text.js'
import { answer } from './answer.mjs'

const [, , path, way] = process.argv
const counter = countTraceFaults()
await readTraceText(path, counter.take, way === 'slow' ? null : counter.scanner)
answer(counter.end().byProcess, [])
