import type { View } from 'vega'
import type { Panel } from './alive.js'

interface Group {
  marktype?: string
  name?: string
  role?: string
  items: (Group & { x?: number; y?: number; width?: number; height?: number })[]
}

/** Where a zoomable panel lies in the picture, in pixels from its left upper corner. */
interface Place {
  panel: Panel
  x: number
  y: number
  width: number
  height: number
}

function placesOf(view: View, panels: readonly Panel[]): Place[] {
  const { left, top } = view.padding() as { left: number; top: number }
  const [originX = 0, originY = 0] = (view as unknown as { origin(): number[] }).origin()
  const places: Place[] = []
  const visit = (mark: Group, x: number, y: number) => {
    if (mark.marktype !== 'group') return
    for (const item of mark.items) {
      const at = { x: x + (item.x ?? 0), y: y + (item.y ?? 0) }
      for (const panel of panels) {
        if (panel.group === mark.name)
          places.push({ panel, ...at, width: item.width ?? 0, height: item.height ?? 0 })
      }
      for (const child of item.items ?? []) visit(child, at.x, at.y)
    }
  }
  visit((view.scenegraph() as unknown as { root: Group }).root, left + originX, top + originY)
  return places
}

/** Dragging across a panel asks for the part of its axis that was dragged over; a double click for all of it. */
export function brush(
  view: View,
  picture: HTMLElement,
  panels: readonly Panel[],
  zoomTo: (panel: Panel, range: [number, number] | null) => void,
): void {
  if (panels.length === 0) return
  const band = document.createElement('div')
  band.className = 'brush'
  band.hidden = true
  picture.append(band)
  let from: { place: Place; x: number } | null = null

  const svg = picture.querySelector('svg') as SVGSVGElement
  /** The picture may be shown smaller than it was drawn. */
  const shrunk = () => svg.getBoundingClientRect().width / svg.viewBox.baseVal.width
  const at = (event: PointerEvent) => {
    const box = svg.getBoundingClientRect()
    return { x: (event.clientX - box.left) / shrunk(), y: (event.clientY - box.top) / shrunk() }
  }
  const within = ({ place, x }: { place: Place; x: number }) =>
    Math.max(place.x, Math.min(place.x + place.width, x))

  picture.addEventListener('pointerdown', (event) => {
    if (event.button !== 0 || event.pointerType === 'touch') return
    const { x, y } = at(event)
    const place = placesOf(view, panels).find(
      (one) => x >= one.x && x <= one.x + one.width && y >= one.y && y <= one.y + one.height,
    )
    if (place === undefined) return
    from = { place, x }
    picture.setPointerCapture(event.pointerId)
    event.preventDefault()
  })
  picture.addEventListener('pointermove', (event) => {
    if (from === null) return
    const [a, b] = [within(from), within({ ...from, x: at(event).x })]
    const scale = shrunk()
    const top = svg.getBoundingClientRect().top - picture.getBoundingClientRect().top
    band.style.left = `${Math.min(a, b) * scale}px`
    band.style.top = `${top + from.place.y * scale}px`
    band.style.width = `${Math.abs(b - a) * scale}px`
    band.style.height = `${from.place.height * scale}px`
    band.hidden = Math.abs(b - a) < 3
  })
  const end = (event: PointerEvent) => {
    if (from === null) return
    const { place } = from
    const [a, b] = [within(from), within({ ...from, x: at(event).x })]
    from = null
    band.hidden = true
    if (event.type === 'pointercancel' || Math.abs(b - a) < 5) return
    const scale = view.scale(place.panel.scale) as { invert(pixel: number): number }
    zoomTo(place.panel, [scale.invert(Math.min(a, b) - place.x), scale.invert(Math.max(a, b) - place.x)])
  }
  picture.addEventListener('pointerup', end)
  picture.addEventListener('pointercancel', end)
  picture.addEventListener('dblclick', () => {
    for (const panel of panels) zoomTo(panel, null)
  })
}
