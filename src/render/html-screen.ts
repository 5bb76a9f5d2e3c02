import { escapeHtml as text } from '../base/escape.js'
import type { Report } from '../model/report.js'
import { screenOf } from '../report/screen.js'
import { metricsTable } from './html-metrics.js'
import { glyphOf } from './verdict-words.js'

/**
 * The first screen: the question, where and how much was measured, the answers with their cautions, the runs of the main
 * metric and the table of primary ones. What invalidates the whole experiment stands alone.
 */
export function htmlScreen(report: Report, picture: string): string {
  const screen = screenOf(report)
  const head = `<h1>${text(screen.question)}</h1>
<p class="facts">${screen.facts.map((fact) => `<span>${text(fact)}</span>`).join(' · ')}</p>`
  if (screen.invalid.length > 0)
    return `<header class="alone">
${head}
<section id="verdict" aria-label="Verdict">
${screen.invalid.map((why) => `<p class="broken" role="alert"><strong>Invalid: no verdict.</strong> ${text(why)}</p>`).join('\n')}
<p class="caption">What was recorded is below, as a description.</p>
</section>
</header>`
  const answers = screen.answers.map(
    ({ word, text: what }) =>
      `<div><dt>${text(`${glyphOf(word)} ${word}`.trim())}</dt><dd>${text(what)}</dd></div>`,
  )
  // the last line counts the checks
  const rest = screen.cautions.at(-1) ?? ''
  const warnings = screen.cautions.slice(0, -1)
  const missing =
    screen.notRecorded.length === 0 ? 'nothing that the verdicts rest on' : screen.notRecorded.join('; ')
  return `<header>
${head}
<section id="verdict" aria-label="Verdict">
<dl class="answers">${answers.join('\n')}</dl>
<ul class="cautions">${warnings.map((caution) => `<li>${text(caution)}</li>`).join('\n')}
<li>${text(`${rest} Not recorded: ${missing}.`)}</li></ul>
</section>
<div class="first">${picture}${metricsTable(report, 'primary')}</div>
</header>`
}
