/** What says nothing in a picture that is one image with one text, or repeats what holds anyway. */
const IDLE =
  / (?:class|role|aria-[a-z]+|pointer-events)="[^"]*"| opacity="1"| (?:stroke|fill)-opacity="1"| stroke-width="0"| font-weight="normal"/g

const NUMBER = '(-?[\\d.]+)'
const LINE = new RegExp(
  `^<line transform="translate\\(${NUMBER},${NUMBER}\\)" x2="${NUMBER}" y2="${NUMBER}"([^>]*?)/>$`,
)
const SHAPE = new RegExp(`^<path(?: transform="translate\\(${NUMBER},${NUMBER}\\)")? d="([^"]*)"([^>]*?)/>$`)
const RECTANGLE = /^M-?[\d.]+,-?[\d.]+h[\d.]+v[\d.]+h-[\d.]+Z$/

/**
 * The same picture in a third of the bytes: of vega's SVG, marks that are not drawn and attributes that say nothing go,
 * coordinates keep two decimals, and lines, markers and rectangles that look alike and follow each other become one path.
 * Touches tags only: what stands between them, and in attributes not named here, stays as it is.
 */
export function compactSvg(svg: string): string {
  const root = svg.indexOf('>') + 1
  const made: string[] = []
  let path = { d: '', look: '' }
  const flush = () => {
    if (path.d !== '') made.push(`<path d="${path.d}"${path.look}/>`)
    path = { d: '', look: '' }
  }
  for (const part of svg.slice(root).split(/(<[^>]*>)/)) {
    if (part === '') continue
    if (/^<path class="(?:fore|back)ground"/.test(part) && !/ (?:fill|stroke)="/.test(part)) continue
    const tag = part.startsWith('<') ? compactTag(part) : part
    const drawn = asPath(tag)
    if (drawn === null || drawn.look !== path.look) flush()
    if (drawn === null) made.push(tag)
    else path = { d: path.d + drawn.d, look: drawn.look }
  }
  flush()
  const body = withoutEmptyGroups(made.join(''))
  const font = / font-family="[^"]*"/.exec(body)?.[0] ?? ''
  return (
    svg.slice(0, root - 1) + font + svg.slice(root - 1, root) + (font === '' ? body : withoutFont(body, font))
  )
}

function compactTag(tag: string): string {
  return tag
    .replace(IDLE, '')
    .replace(
      / (transform|d|x|y|x1|x2|y1|y2|width|height)="([^"]*)"/g,
      (_, name, value) => ` ${name}="${(name === 'd' ? stepwise(value) : null) ?? round(value)}"`,
    )
}

/** A mark as a piece of a path, where being part of a larger path changes nothing: null for all others. */
function asPath(tag: string): { d: string; look: string } | null {
  const line = LINE.exec(tag)
  if (line !== null) {
    const [, x, y, across, down, look = ''] = line
    return { d: `M${x},${y}l${across},${down}`, look }
  }
  const [, x = '0', y = '0', d = '', look = ''] = SHAPE.exec(tag) ?? []
  // where marks that are seen through overlap, one path of both is lighter than the two; rectangles do not overlap
  const opaque = look.includes(' fill="') && !/opacity|stroke=/.test(look)
  if (!opaque && !RECTANGLE.test(d)) return null
  const moved = RECTANGLE.test(d) ? rectangle(d, Number(x), Number(y)) : moveBy(d, Number(x), Number(y))
  return moved === null ? null : { d: moved, look }
}

/** A rectangle moved, in tenths, of which the two below each other share the same. */
function rectangle(d: string, x: number, y: number): string {
  const [left = 0, top = 0, width = 0, height = 0] = (d.match(/-?[\d.]+/g) ?? []).map(Number)
  const [from, to] = [tenth(left + x), tenth(left + x + width)]
  const [above, below] = [tenth(top + y), tenth(top + y + height)]
  return `M${from},${above}H${to}V${below}H${from}Z`
}

const tenth = (value: number) => Math.round(value * 10) / 10

/** A path moved; null when it has a command that is not known here. */
function moveBy(d: string, x: number, y: number): string | null {
  let known = true
  const moved = d.replace(/([A-Za-z])([^A-Za-z]*)/g, (_, command: string, given: string) => {
    const numbers = given.split(/[ ,]+/).filter((part) => part !== '')
    if (/^[hvlZ]$/.test(command)) return command + given
    if (!/^[MLA]$/.test(command) || numbers.length !== (command === 'A' ? 7 : 2)) known = false
    const at = numbers.length - 2
    numbers[at] = String(Number(numbers[at]) + x)
    numbers[at + 1] = String(Number(numbers[at + 1]) + y)
    return command + round(numbers.join(','))
  })
  return known ? moved : null
}

/** A long line of points as steps from one to the next, in tenths that do not add up to an error; null for other paths. */
function stepwise(d: string): string | null {
  if (!/^M[^A-Za-z]+(?:[LM][^A-Za-z]+)+Z?$/.test(d) || d.length < 60) return null
  let [x, y] = [0, 0]
  return d.replace(/([ML])([^A-Za-z]*)/g, (_, command: string, given: string) => {
    const [right = 0, down = 0] = given.split(',').map((part) => Math.round(Number(part) * 10))
    const step = command === 'M' ? [right, down] : [right - x, down - y]
    ;[x, y] = [right, down]
    return `${command === 'M' ? 'M' : 'l'}${step.map((tenths) => tenths / 10).join(',')}`
  })
}

function round(value: string): string {
  return value.replace(/-?\d+\.\d{3,}(?:e-?\d+)?|-?\d+e-\d+/g, (number) =>
    String(Math.round(Number(number) * 100) / 100),
  )
}

/** The font of the first text holds for the whole picture; those that differ keep their own. */
function withoutFont(body: string, font: string): string {
  return body.replace(/<text [^>]*>/g, (tag) => tag.replace(font, ''))
}

function withoutEmptyGroups(svg: string): string {
  const fewer = svg.replace(/<g(?: transform="translate\([^)]*\)")?><\/g>/g, '')
  return fewer.length === svg.length ? svg : withoutEmptyGroups(fewer)
}
