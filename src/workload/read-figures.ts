import type { Figure, Printed } from './figure.js'
import { figureName, isUnit } from './figure.js'
import { READERS } from './index.js'
import { jsonDocuments } from './json-documents.js'
import type { Output, Reader } from './reader.js'

/** More figures of one run are counted and not kept. */
export const MAX_FIGURES = 400

/** What the workload of one run printed. */
export interface Figures {
  figures: Figure[]
  /** Ids of the readers that took something. */
  readers: string[]
  /** What is wrong with the output, sentences without their point. */
  problems: string[]
}

/**
 * The figures in a workload's output: of every reader whose format is in it, or of the one named. A figure that was printed more than once has
 * no value, since which one counts is not known.
 * @param texts standard output, then standard error
 */
export function readFigures(texts: readonly string[], format: string | null): Figures {
  const outputs = texts.map(outputOf)
  const readers = READERS.filter(({ id }) => format === null || id === format)
  const problems: string[] = []
  if (readers.length === 0)
    problems.push(`there is no reader "${format}"; there are: ${READERS.map(({ id }) => id).join(', ')}`)
  const found = new Map<string, { figure: Figure; values: number }>()
  const used = new Set<string>()
  let more = 0
  for (const reader of readers)
    for (const output of outputs) {
      if (!reader.sign.test(output.text)) continue
      const read = reader.read(output)
      if (read === null) {
        if (reader.document)
          problems.push(
            `the output has a part of ${reader.title} and no whole JSON document: it is cut off or spoilt`,
          )
        continue
      }
      used.add(reader.id)
      problems.push(...read.problems)
      for (const printed of read.printed) {
        const figure = figureOf(printed, reader, read)
        const known = found.get(figure.name)
        if (known !== undefined) {
          known.figure = twice(known.figure, figure, ++known.values)
        } else if (found.size >= MAX_FIGURES) more++
        else found.set(figure.name, { figure, values: 1 })
      }
    }
  if (format !== null && readers.length > 0 && used.size === 0)
    problems.push(`the output is not in the format of ${format}, which was asked for`)
  if (more > 0) problems.push(`it printed ${MAX_FIGURES + more} figures; the first ${MAX_FIGURES} were read`)
  return { figures: [...found.values()].map(({ figure }) => figure), readers: [...used], problems }
}

/** Progress that is overwritten in place ends with a carriage return: the last of it is what stands there. */
function outputOf(text: string): Output {
  const lines = text.split('\n').map((line) => {
    const shown = line.endsWith('\r') ? line.slice(0, -1) : line
    return shown.slice(shown.lastIndexOf('\r') + 1)
  })
  const plain = text.includes('\r') ? lines.join('\n') : text
  return { text: plain, lines, documents: jsonDocuments(plain) }
}

function figureOf(
  printed: Printed,
  { id }: Reader,
  { program, version }: { program: string; version: string | null },
): Figure {
  const { value, unit, better, role, refused } = printed
  const name = figureName(printed.name)
  const why =
    refused ??
    (!isUnit(unit)
      ? `${program} printed it in a unit that cannot be shown`
      : Number.isNaN(value)
        ? `${program} printed something that is not a number`
        : !Number.isFinite(value)
          ? `${program} printed a number that is not finite`
          : value < 0
            ? `${program} printed a number below 0`
            : null)
  return {
    name: name === '' ? 'unnamed' : name,
    value: why === null ? value : null,
    reason: why,
    unit: isUnit(unit) ? unit : '',
    better,
    role,
    program,
    version,
    reader: id,
  }
}

function twice(first: Figure, next: Figure, times: number): Figure {
  const formats = first.reader === next.reader ? '' : `, as ${first.reader} and as ${next.reader}`
  return {
    ...first,
    value: null,
    reason: `${first.program} printed it ${times} times${formats}; print it once per run`,
  }
}
