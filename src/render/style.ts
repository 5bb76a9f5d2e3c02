import { variables } from '../charts/palette.js'

/** One style for screen, dark screen and paper. Colours: Okabe and Ito's, told apart by everyone; see the charts' theme. */
export const STYLE = `
:root { ${variables('light')} }
@media not print { @media (prefers-color-scheme: dark) {
  :root { ${variables('dark')} }
} }
* { box-sizing: border-box; }
html { color-scheme: light dark; }
body { margin: 0; background: var(--page); color: var(--ink); font: 16px/26px system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; }
main { max-width: 960px; margin: 0 auto; padding: 24px 16px 64px; }
h1 { font-size: 30px; line-height: 38px; margin: 4px 0 16px; overflow-wrap: anywhere; }
h2 { font-size: 21px; margin: 64px 0 16px; }
h3 { font-size: 17px; font-weight: 600; margin: 0; }
p, ul, dl { max-width: 68ch; }
ul { padding-left: 20px; }
.kicker, .caption, .subtitle, figcaption, small { color: var(--soft); font-size: 14px; line-height: 22px; }
.kicker, .subtitle { margin: 0; overflow-wrap: anywhere; }
.lead { font-size: 19px; line-height: 30px; }
.broken { border: 2px solid var(--alert); padding: 12px 16px; overflow-wrap: anywhere; }
.spoiled { opacity: .65; }
.skip { position: absolute; left: -999px; }
.skip:focus { left: 8px; top: 8px; background: var(--page); padding: 4px 8px; }
figure { margin: 0 0 64px; break-inside: avoid; scroll-margin-top: 56px; }
figure svg { display: block; max-width: none; margin: 16px 0 8px; }
figcaption { max-width: 68ch; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; font-size: 14px; line-height: 22px; margin: 8px 0 24px; }
caption { text-align: left; font-weight: 600; font-size: 16px; padding: 8px 0; }
th, td { text-align: left; vertical-align: top; padding: 4px 12px 4px 0; border-bottom: 1px solid var(--line); overflow-wrap: break-word; }
th { font-weight: 600; }
tbody th { font-weight: 400; min-width: 20ch; max-width: 44ch; }
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
@media screen and (max-width: 699px) { .picture { max-width: none; } figure svg { max-width: 600px; height: auto; } }
.source pre { font-size: 12px; line-height: 18px; max-width: 960px; white-space: pre-wrap; overflow-wrap: anywhere; max-height: 24em; }
.zoomable .picture { cursor: crosshair; touch-action: pan-y; }
.brush { position: absolute; background: var(--ink); opacity: .15; pointer-events: none; }
figure details { display: inline-block; vertical-align: top; margin-right: 16px; }
figure details[open] { display: block; }
.reset { font: inherit; font-size: 14px; position: sticky; left: 0; }
.tooltip { position: fixed; z-index: 9; pointer-events: none; max-width: 40ch; padding: 4px 8px; background: var(--page); color: var(--ink); border: 1px solid var(--soft); font-size: 13px; line-height: 18px; overflow-wrap: anywhere; font-variant-numeric: tabular-nums; }
.tooltip span { color: var(--soft); }
.controls { position: sticky; top: 0; z-index: 5; display: flex; flex-wrap: wrap; gap: 4px 24px; align-items: center; margin-bottom: 24px; padding: 8px 0; background: var(--page); border-bottom: 1px solid var(--line); font-size: 14px; }
.controls fieldset { border: 0; margin: 0; padding: 0; display: flex; flex-wrap: wrap; gap: 0 12px; align-items: center; }
.controls legend { float: left; padding: 0; margin-right: 12px; color: var(--soft); }
.controls details { max-height: 40vh; overflow: auto; }
.controls input[type=number] { width: 7em; font: inherit; }
.controls button { font: inherit; }
[hidden] { display: none !important; }
nav { display: none; }
@media screen and (min-width: 1360px) { nav { display: block; position: fixed; top: 24px; left: calc(50% - 480px - 180px); width: 160px; font-size: 14px; line-height: 22px; } nav ul { list-style: none; margin: 0; padding: 0; } nav li { padding: 3px 0; } nav a { text-decoration: none; color: var(--soft); } nav a:hover { text-decoration: underline; } }
.verdicts table { margin: 4px 0 12px; }
.verdicts th, .verdicts td { font-size: 15px; }
.also { margin: 8px 0; }
.nowrap { white-space: nowrap; }
@media (max-width: 699px) {
  h1 { font-size: 24px; line-height: 30px; margin-bottom: 8px; }
  h2 { margin-top: 48px; }
  main { padding-top: 12px; }
  .lead { font-size: 17px; line-height: 25px; margin: 8px 0; }
  .controls { position: static; }
  .cards, .cards tbody, .cards caption { display: block; width: 100%; }
  .cards thead { position: absolute; left: -9999px; }
  .cards tr { display: flex; flex-wrap: wrap; gap: 0 16px; padding: 6px 0; border-bottom: 1px solid var(--line); }
  .cards th, .cards td { border: 0; padding: 0; text-align: left; min-width: 0; max-width: none; }
  .cards tbody th { flex: 1 0 100%; font-weight: 600; }
  .cards th small { font-weight: 400; }
  .cards td br { display: none; }
  .cards td[data-label]::before { content: attr(data-label) ' '; white-space: normal; overflow-wrap: anywhere; color: var(--soft); font-size: 12px; }
  .verdicts .cards tr { gap: 0 10px; padding: 4px 0; }
  .verdicts .cards td { font-size: 14px; }
  .verdicts .cards td::before { content: none; }
  .verdicts .cards td:nth-child(4) { display: none; }
}
.overview { max-width: 1200px; }
@media print { .controls, nav, .reset, .source, .skip { display: none; } details::details-content { display: block; content-visibility: visible; } }
@media print { h2, h3, .subtitle { break-after: avoid; break-inside: avoid; } figure caption { font-size: 9pt; line-height: 12pt; } figure { break-inside: auto; margin-bottom: 24px; } .picture { break-inside: avoid; } figure svg { max-width: 100%; height: auto; } figure details { display: block; margin: 0; } figure table, #counters table, footer table { font-size: 8pt; line-height: 11pt; } figure th, figure td, #counters td, footer td { padding-top: 1px; padding-bottom: 1px; } summary { display: none; } body { font-size: 11pt; } main { max-width: none; padding: 0; } .scroll { overflow: visible; } tr { break-inside: avoid; } thead { display: table-header-group; } @page { size: A4; margin: 18mm; } }
`
