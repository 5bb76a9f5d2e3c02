// The script of the report's page. Without it the page is complete: it brings the same figures to life when they come
// into view. It evaluates no text and loads nothing, so that it runs under the strictest policy.
import { controls } from './controls.js'
import { enliven, type Source, sourceOf } from './figure.js'
import { bringTablesToLife } from './tables.js'
import { hideTooltip } from './tooltip.js'

const sources = [...document.querySelectorAll<HTMLElement>('figure')].flatMap(
  (figure) => sourceOf(figure) ?? [],
)
const byFigure = new Map<Element, Source>(sources.map((source) => [source.figure, source]))

const seen = new IntersectionObserver(
  (entries) => {
    for (const { target, isIntersecting } of entries) {
      const source = byFigure.get(target)
      if (!isIntersecting || source === undefined) continue
      seen.unobserve(target)
      // a figure that cannot come to life stays as it was
      void enliven(source).catch((error: unknown) => {
        source.figure.dataset['alive'] = `no: ${String(error)}`
      })
    }
  },
  { rootMargin: '200px' },
)
if (sources.length > 0) document.querySelector('#figures h2')?.after(controls(sources))
for (const { figure } of sources) seen.observe(figure)
bringTablesToLife()
document.addEventListener('scroll', hideTooltip, { passive: true })
document.documentElement.dataset['script'] = 'ran'
