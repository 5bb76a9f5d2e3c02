// With "slow" as the second argument: without the scanner, each line by regular expressions.
import { readTraceText } from '../../../dist/decode/read-trace-text.js'
import { countTraceFaults } from '../../../dist/page-faults/text.js'
import { answer } from './answer.mjs'

const [, , path, way] = process.argv
const counter = countTraceFaults()
await readTraceText(path, counter.take, way === 'slow' ? null : counter.scanner)
answer(counter.end().byProcess, [])
