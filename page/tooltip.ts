// One box for all figures. Text goes in as text, and places through the style object: the page's policy forbids
// markup and style attributes.

const box = document.createElement('div')
box.className = 'tooltip'
box.setAttribute('role', 'tooltip')
box.hidden = true

export type Labels = Readonly<Record<string, string>>

/** The handler that Vega calls with the datum under the pointer, or with nothing. */
export function tooltip(labels: Labels) {
  return (_: unknown, event: MouseEvent, item: { opacity?: number } | null, value: unknown): void => {
    const lines = item?.opacity === 0 ? [] : linesOf(value, labels)
    if (lines.length === 0) {
      box.hidden = true
      return
    }
    if (!box.isConnected) document.body.append(box)
    box.replaceChildren(
      ...lines.map(([label, text]) => {
        const line = document.createElement('div')
        const name = document.createElement('span')
        name.textContent = `${label} `
        const strong = document.createElement('strong')
        strong.textContent = text
        line.append(name, strong)
        return line
      }),
    )
    box.hidden = false
    const room = document.documentElement.clientWidth - box.offsetWidth - 8
    box.style.left = `${Math.max(8, Math.min(event.clientX + 14, room))}px`
    const below = event.clientY + 18
    const fits = below + box.offsetHeight < window.innerHeight
    box.style.top = `${fits ? below : Math.max(0, event.clientY - box.offsetHeight - 10)}px`
  }
}

export function hideTooltip(): void {
  box.hidden = true
}

function linesOf(value: unknown, labels: Labels): [string, string][] {
  if (typeof value !== 'object' || value === null) return []
  const datum = value as Record<string, unknown>
  return Object.entries(labels).flatMap(([field, label]) => {
    const text = shown(datum[field])
    return text === null ? [] : [[label, text] as [string, string]]
  })
}

function shown(value: unknown): string | null {
  if (typeof value === 'number') return Number.isFinite(value) ? number(value) : null
  return typeof value === 'string' ? value : null
}

/** Four significant digits, as everywhere in the report; whole numbers whole. */
function number(value: number): string {
  const digits = Number.isInteger(value) ? {} : { maximumSignificantDigits: 4 }
  return value.toLocaleString('en', digits).replaceAll(',', '\u202f').replace('-', '\u2212')
}
