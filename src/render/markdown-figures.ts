import { escapeHtml, escapeMarkdown } from '../base/escape.js'
import { figuresOf, pictureOf } from '../charts/figures.js'
import { withColours } from '../charts/palette.js'
import type { Figure } from '../model/chart.js'
import type { Report } from '../model/report.js'

/** The figures of the Markdown report: all but those of single secondary metrics, which are in its table. */
function shown(report: Report): { figure: Figure; file: string }[] {
  const secondary = new Set(
    report.comparisons.filter(({ family }) => family === 'secondary').map(({ metric }) => `runs-${metric}`),
  )
  return figuresOf(report)
    .filter(({ id }) => !secondary.has(id))
    .map((figure) => ({ figure, file: `figures/${figure.id.replace(/[^a-z0-9-]+/gi, '-').slice(0, 80)}` }))
}

/** Each figure with its finding, and the picture of the reader's colour scheme. */
export function markdownFigures(report: Report): string[] {
  return shown(report).flatMap(({ figure, file }) => [
    `### ${escapeMarkdown(figure.title)}`,
    escapeMarkdown(figure.subtitle),
    // one HTML block: no Markdown is read within it, and it has no blank line that would end it
    `<picture>\n<source media="(prefers-color-scheme: dark)" srcset="${file}-dark.svg">\n<img alt="${escapeHtml(figure.alt)}" src="${file}-light.svg">\n</picture>`,
    escapeMarkdown(figure.howToRead),
  ])
}

/** The files that the Markdown shows, for light and for dark ground. */
export async function figureFiles(report: Report): Promise<[name: string, content: string][]> {
  const files: [string, string][] = []
  for (const { figure, file } of shown(report)) {
    // a chart that cannot be drawn costs only its picture: the text that stands for it is shown
    const svg = await pictureOf(figure).catch(() => null)
    if (svg === null) continue
    for (const ground of ['light', 'dark'] as const)
      files.push([`${file}-${ground}.svg`, `${withColours(svg, ground)}\n`])
  }
  return files
}
