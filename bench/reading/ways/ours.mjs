import { readLines } from '../../../dist/ingest/lines.js'
import { countFaults } from '../../../dist/page-faults/lines.js'
import { answer, window } from './answer.mjs'

const [, , path, plain = path] = process.argv
const times = await window(plain)
const counter = countFaults('json', times)
await readLines(path, counter.line, counter.cutLine, counter.scanner)
const { byProcess, series } = counter.end()
answer(byProcess, series.faults.sum)
