import { variables } from '../charts/palette.js'

/** One style for screen, dark screen and paper. Colours: Okabe and Ito's, told apart by everyone; see the charts' theme. */
export const STYLE = `
:root { ${variables('light')} }
@media not print { @media (prefers-color-scheme: dark) {
  :root { ${variables('dark')} }
} }
* { box-sizing: border-box; }
html { color-scheme: light dark; }
body { overflow-wrap: break-word; margin: 0; background: var(--page); color: var(--ink); font: 16px/26px system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; }
main { max-width: 1216px; margin: 0 auto; padding: 12px 16px 64px; }
h1 { font-size: 25px; line-height: 31px; margin: 2px 0 6px; overflow-wrap: anywhere; }
h2 { font-size: 21px; margin: 48px 0 12px; }
h3 { font-size: 17px; font-weight: 600; margin: 0; }
h4 { font-size: 14px; line-height: 20px; font-weight: 600; margin: 0; }
p, ul, dl { max-width: 68ch; }
ul { padding-left: 20px; }
.kicker, .caption, .subtitle, figcaption, small { color: var(--soft); font-size: 14px; line-height: 22px; }
.kicker, .subtitle { margin: 0; overflow-wrap: anywhere; }
.facts { margin: 0 0 10px; max-width: none; color: var(--soft); font-size: 15px; line-height: 22px; overflow-wrap: anywhere; }
.answers { margin: 0; max-width: none; font-size: 15px; line-height: 22px; }
.answers div { display: grid; grid-template-columns: 140px 1fr; gap: 0 12px; padding: 3px 0; }
.answers dt { margin: 0; text-transform: uppercase; letter-spacing: .02em; font-size: 13px; }
.answers dd { overflow-wrap: anywhere; }
.cautions { list-style: none; margin: 8px 0 10px; padding: 6px 0; max-width: none; font-size: 14px; line-height: 20px; border-top: 1px solid var(--line); border-bottom: 1px solid var(--line); overflow-wrap: anywhere; }
.cautions li::before { content: '! '; font-weight: 600; }
.cautions li:last-child::before { content: ''; }
.alone { min-height: calc(100vh - 40px); }
.first { display: grid; grid-template-columns: 260px minmax(0, 1fr); gap: 0 20px; align-items: start; }
.first > :only-child { grid-column: 1 / -1; }
.main-figure h2 { font-size: 14px; line-height: 20px; margin: 0; }
.main-figure .caption { margin: 0; font-size: 12px; line-height: 16px; }
.row-plot { display: block; }
.metrics table { width: 100%; }
.metrics td, .metrics tbody th { padding-top: 3px; padding-bottom: 3px; line-height: 20px; }
.metrics small { font-size: 12px; line-height: 17px; }
.metrics > .caption { margin: 4px 0 8px; max-width: 100ch; }
.permalink { text-decoration: none; }
.permalink:hover, .permalink:focus { text-decoration: underline; }
tr:target { background: var(--band); }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
.fold { margin: 8px 0; }
.fold > summary { padding: 4px 0; }
.grid { margin: 0 0 40px; }
.grid > .caption { max-width: 100ch; }
.panels { display: grid; grid-template-columns: repeat(auto-fill, minmax(304px, 1fr)); gap: 16px 24px; margin-top: 12px; }
.panels figure, .main-figure figure { margin: 0; min-width: 0; }
.panels .subtitle, .main-figure .subtitle { font-size: 12px; line-height: 17px; }
.panels figure svg, .main-figure figure svg { margin: 4px 0; }
.panels figure details summary, .main-figure figure details summary { font-size: 12px; }
.broken { border: 2px solid var(--alert); padding: 12px 16px; overflow-wrap: anywhere; }
.spoiled { opacity: .65; }
.skip { position: absolute; left: -999px; }
.skip:focus { left: 8px; top: 8px; background: var(--page); padding: 4px 8px; }
figure { margin: 0 0 40px; break-inside: avoid; scroll-margin-top: 56px; }
figure svg { display: block; max-width: none; margin: 16px 0 8px; }
figcaption { max-width: 68ch; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; font-size: 14px; line-height: 22px; margin: 8px 0 24px; }
caption { text-align: left; font-weight: 600; font-size: 16px; padding: 8px 0; overflow-wrap: anywhere; }
th, td { text-align: left; vertical-align: top; padding: 4px 12px 4px 0; border-bottom: 1px solid var(--line); overflow-wrap: break-word; }
th { font-weight: 600; }
tbody th { font-weight: 400; min-width: 20ch; max-width: 44ch; }
.metrics th, .metrics td { padding-right: 10px; }
.metrics tbody th { min-width: 19ch; }
.metrics td:last-child { min-width: 25ch; padding-right: 0; }
.metrics thead th + th { white-space: nowrap; }
.metrics thead th.number { white-space: normal; overflow-wrap: anywhere; max-width: 12ch; min-width: 9ch; }
td { max-width: 60ch; }
.number, .verdict, .numbers td { white-space: nowrap; }
.number, .numbers td, .numbers th + th { text-align: right; }
thead th { border-bottom-color: var(--soft); vertical-align: bottom; }
details summary { cursor: pointer; color: var(--soft); font-size: 14px; }
.notes { font-size: 14px; line-height: 22px; color: var(--soft); max-width: 80ch; }
dt { font-weight: 600; margin-top: 12px; }
dd { margin: 0; overflow-wrap: anywhere; }
a { color: inherit; }
footer { border-top: 1px solid var(--line); margin-top: 64px; }
@media (min-width: 700px) { figure svg { max-width: 100%; height: auto; } }
.picture { position: relative; width: fit-content; max-width: 100%; }
@media screen and (max-width: 699px) { .picture { max-width: none; } figure svg { max-width: 600px; height: auto; } .panels figure svg, .main-figure figure svg { max-width: 100%; height: auto; } .panels .picture, .main-figure .picture { max-width: 100%; } .panels { grid-template-columns: minmax(0, 1fr); } }
.source pre { font-size: 12px; line-height: 18px; max-width: 960px; white-space: pre-wrap; overflow-wrap: anywhere; max-height: 24em; }
.zoomable .picture { cursor: crosshair; touch-action: pan-y; }
.brush { position: absolute; background: var(--ink); opacity: .15; pointer-events: none; }
figure details { display: inline-block; vertical-align: top; margin-right: 16px; }
figure details[open] { display: block; }
.reset { font: inherit; font-size: 14px; position: sticky; left: 0; }
.sort { all: unset; cursor: pointer; font-weight: 600; }
.sort:hover, .sort:focus-visible { text-decoration: underline; }
[aria-sort=ascending] .sort::after { content: ' \\2191'; }
[aria-sort=descending] .sort::after { content: ' \\2193'; }
.filter { font: inherit; font-size: 14px; margin: 8px 0 0; max-width: 100%; }
tbody th { position: relative; }
.copy { position: absolute; right: 0; top: 4px; font: inherit; font-size: 11px; line-height: 14px; padding: 0 4px; opacity: 0; }
/* the name above is the row's, whatever the pointer is */
.metrics .copy { top: 26px; }
tr:hover .copy, .copy:focus-visible { opacity: 1; }
@media (hover: none) { .copy { opacity: 1; } }
.tooltip { position: fixed; z-index: 9; pointer-events: none; max-width: 40ch; padding: 4px 8px; background: var(--page); color: var(--ink); border: 1px solid var(--soft); font-size: 13px; line-height: 18px; overflow-wrap: anywhere; font-variant-numeric: tabular-nums; }
.tooltip span { color: var(--soft); }
.controls { position: sticky; top: 0; z-index: 5; display: flex; flex-wrap: wrap; gap: 4px 24px; align-items: center; margin-bottom: 24px; padding: 8px 0; background: var(--page); border-bottom: 1px solid var(--line); font-size: 14px; }
.controls fieldset { border: 0; margin: 0; padding: 0; min-width: 0; overflow-wrap: anywhere; display: flex; flex-wrap: wrap; gap: 0 12px; align-items: center; }
.controls legend { float: left; padding: 0; margin-right: 12px; color: var(--soft); }
.controls details { max-height: 40vh; overflow: auto; }
.controls input[type=number] { width: 7em; font: inherit; }
.controls button { font: inherit; }
[hidden] { display: none !important; }
nav { display: none; }
@media screen and (min-width: 1600px) { nav { display: block; position: fixed; top: 24px; left: calc(50% - 608px - 180px); width: 160px; font-size: 14px; line-height: 22px; } nav ul { list-style: none; margin: 0; padding: 0; } nav li { padding: 3px 0; } nav a { text-decoration: none; color: var(--soft); } nav a:hover { text-decoration: underline; } }
.nowrap { white-space: nowrap; }
/* next to the picture the table would be cut, and the verdict with it */
@media screen and (max-width: 1179px) { .first { grid-template-columns: minmax(0, 1fr); } }
/* a table of metrics needs some 860 px */
@media (max-width: 899px) {
  h1 { font-size: 20px; line-height: 25px; }
  h2 { margin-top: 40px; }
  .first { grid-template-columns: minmax(0, 1fr); }
  .answers div { grid-template-columns: minmax(0, 1fr); }
  .facts { font-size: 14px; line-height: 19px; }
  .answers { font-size: 14px; line-height: 20px; }
  main { padding-top: 12px; }
  .controls { position: static; }
  .cards, .cards tbody, .cards caption { display: block; width: 100%; }
  .cards thead { position: absolute; left: -9999px; }
  .cards tr { display: flex; flex-wrap: wrap; gap: 0 16px; padding: 6px 0; border-bottom: 1px solid var(--line); }
  .cards th, .cards td { border: 0; padding: 0; text-align: left; min-width: 0; max-width: none; }
  .cards tbody th { flex: 1 0 100%; font-weight: 600; }
  .cards th small { font-weight: 400; }
  .cards td br { display: none; }
  .cards td small { font-size: 12px; margin-left: 6px; }
  .metrics .cards td:nth-child(n+4)::before { content: none; }
  .metrics .cards td:empty { display: none; }
  .cards td[data-label]::before { content: attr(data-label) ' '; white-space: normal; overflow-wrap: anywhere; color: var(--soft); font-size: 12px; }
}
.overview { max-width: 1200px; }
@media print { .controls, .filter, .copy, nav, .reset, .source, .skip, details:not([open]) > summary { display: none; } body { font-size: 10pt; line-height: 14pt; } main { max-width: none; padding: 0; } h1 { font-size: 15pt; line-height: 19pt; } h2 { margin: 18pt 0 6pt; } h2, h3, h4, .subtitle { break-after: avoid; break-inside: avoid; } .facts, .answers, .cautions { font-size: 9pt; line-height: 12pt; } .first { grid-template-columns: 200px minmax(0, 1fr); } table, .metrics small { font-size: 8pt; line-height: 10.5pt; } .metrics td, .metrics tbody th { line-height: 10.5pt; } figure { margin-bottom: 12pt; } .picture, tr { break-inside: avoid; } figure svg { max-width: 100%; height: auto; } .panels { grid-template-columns: repeat(3, minmax(0, 1fr)); } .scroll { overflow: visible; } thead { display: table-header-group; } @page { size: A4; margin: 14mm; } }
`
