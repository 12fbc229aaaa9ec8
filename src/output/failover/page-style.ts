/** The style of the page on failover: light and dark, narrow and wide, on screen and on paper. */

/** What the page allows is this style alone, by its hash. */
export const PAGE_STYLE_HASH = 'sha256-ZzdrjgFoSl3im75w5QhZmKlh5zzAdGtCKYzPxexdDE0='

export const PAGE_STYLE = `
:root {
  color-scheme: light dark;
  --ground: #f6f7f8; --panel: #ffffff; --ink: #1c232d; --quiet: #55606e; --line: #d5dae0; --strong-line: #8a94a1;
  --accent: #1b5cb8; --on-accent: #ffffff; --accent-ground: #e8f0fb;
  --bad: #a3201a; --bad-ground: #fdeae8; --doubt: #6e4c00; --doubt-ground: #fbf1d6; --good: #17663a;
  --mono: ui-monospace, "SF Mono", "Cascadia Mono", "DejaVu Sans Mono", Consolas, monospace;
}
@media screen and (prefers-color-scheme: dark) {
  :root {
    --ground: #12161b; --panel: #1a1f26; --ink: #e4e8ee; --quiet: #a4afbd; --line: #323a45; --strong-line: #6d7987;
    --accent: #83b4ff; --on-accent: #0c1a2e; --accent-ground: #1d2c42;
    --bad: #ffa49c; --bad-ground: #421f1e; --doubt: #f0c862; --doubt-ground: #372d12; --good: #83d3a4;
  }
}
@media print { :root { color-scheme: light; --ground: #ffffff } }
* { box-sizing: border-box }
[hidden] { display: none !important }
html { scroll-padding: 1rem 0 6rem }
body { margin: 0; padding: 1.5rem clamp(.75rem, 2.5vw, 2.5rem) 3rem; background: var(--ground); color: var(--ink);
  font: 15px/1.5 system-ui, -apple-system, "Segoe UI", "DejaVu Sans", sans-serif; overflow-wrap: anywhere }
h1, h2, h3, p, ul, ol, figure { margin: 0; padding: 0 }
h1 { font-size: 1.6rem; line-height: 1.25; font-weight: 650; text-wrap: balance }
h2 { font-size: 1.25rem; margin: 2rem 0 .75rem }
h3 { font-size: 1rem; font-weight: 650 }
ul, ol { list-style: none }
a { color: var(--accent) }
code, pre, .place { font-family: var(--mono); font-size: .9em }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; border-radius: 3px }
[tabindex="-1"]:focus { outline: none }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap }
.skip a { position: absolute; left: -100rem; z-index: 9; padding: .5rem 1rem; background: var(--panel) }
.skip a:focus { left: 1rem; top: .5rem }
.scope { color: var(--quiet); margin-top: .25rem }
.verdict { font-size: 1.1rem; font-weight: 600; margin-top: .75rem }
.good { color: var(--good) }
.verdict.bad { color: var(--bad) }
.verdict.doubt { color: var(--doubt) }

.cluster { container-type: inline-size; margin-top: 1.25rem }
.panes { display: grid; gap: 1.25rem; grid-template-columns: minmax(0, 1fr) }
.picture, .matrix { background: var(--panel); border: 1px solid var(--line); border-radius: 10px; padding: 1rem; min-width: 0 }
.picture { align-self: start }
.picture h3 { min-height: 1.5em }
.scroll { overflow: auto; position: relative }
.picture .scroll { margin: .5rem 0 }
.panes:has(svg:is([data-size="3"], [data-size="4"])) { --picture: 27rem }
.panes:has(svg[data-size="5"]) { --picture: 34rem }
.panes:has(svg[data-size="6"]) { --picture: 41rem }
.panes:has(svg[data-size="7"]) { --picture: 46rem }
.panes:has(svg[data-size="8"]) { --picture: 55rem }
.panes:has(svg[data-size="9"]) { --picture: 61rem }
@container (min-width: 70rem) {
  .panes:has(svg:is([data-size="3"], [data-size="4"], [data-size="5"], [data-size="6"])) { grid-template-columns: var(--picture) minmax(0, 1fr) }
  .panes:has(svg:is([data-size="3"], [data-size="4"], [data-size="5"], [data-size="6"])) > .picture { position: sticky; top: .75rem; max-height: calc(100vh - 7rem); overflow: auto }
  .panes:has(svg:is([data-size="3"], [data-size="4"], [data-size="5"], [data-size="6"])) ~ .bar .to-picture { display: none }
}
@container (min-width: 80rem) {
  .panes:has(svg:is([data-size="7"])) { grid-template-columns: var(--picture) minmax(0, 1fr) }
  .panes:has(svg:is([data-size="7"])) > .picture { position: sticky; top: .75rem; max-height: calc(100vh - 7rem); overflow: auto }
  .panes:has(svg:is([data-size="7"])) ~ .bar .to-picture { display: none }
}
@container (min-width: 92rem) {
  .panes:has(svg:is([data-size="8"], [data-size="9"])) { grid-template-columns: var(--picture) minmax(0, 1fr) }
  .panes:has(svg:is([data-size="8"], [data-size="9"])) > .picture { position: sticky; top: .75rem; max-height: calc(100vh - 7rem); overflow: auto }
  .panes:has(svg:is([data-size="8"], [data-size="9"])) ~ .bar .to-picture { display: none }
}

svg.topology { display: block; font: 12px var(--mono); height: auto }
svg.topology text { fill: var(--ink) }
svg[data-size="3"] { min-width: 280px; max-width: 100% }
svg[data-size="4"] { min-width: 340px; max-width: 100% }
svg[data-size="5"] { min-width: 420px; max-width: 100% }
svg[data-size="6"], svg[data-size="7"] { min-width: 560px; max-width: 100% }
svg[data-size="8"], svg[data-size="9"] { min-width: 720px; max-width: 100% }
.node rect { fill: var(--panel); stroke: var(--strong-line); stroke-width: 1.5 }
.node text { text-anchor: middle }
.node .name { font-weight: 700 }
.node .state { font-size: 11px }
svg.topology .node .state { fill: var(--bad) }
.life { stroke: var(--line) }
.node:has(.state:empty) .name { transform: translateY(6px) }
.node:not([data-off=""]) rect { stroke: var(--bad); stroke-dasharray: 4 3 }
svg.topology .node:not([data-off=""]) .name { fill: var(--quiet); text-decoration: line-through }
.wire { fill: none; stroke: var(--strong-line); stroke-width: 1.5 }
.arrow { fill: var(--strong-line); stroke: var(--strong-line); stroke-width: 1.5; stroke-linejoin: round; display: none }
.cross { fill: none; stroke: var(--bad); stroke-width: 2.5; display: none }
.ring { fill: var(--panel); stroke: var(--bad); stroke-width: 2; display: none }
[data-state="accepted"] > .arrow, [data-state="some"] > .arrow, [data-state="refused"] > .cross, [data-state="unheard"] > .ring { display: inline }
[data-state="some"] > .arrow { fill: var(--panel); stroke: var(--bad) }
[data-state="some"] > .wire, [data-state="refused"] > .wire { stroke: var(--bad); stroke-dasharray: 7 4 }
[data-state="unheard"] > .wire { stroke: var(--bad); stroke-dasharray: 1.5 4 }
[data-state="none"] { display: none }
.link .note rect { fill: var(--panel); stroke: var(--bad) }
svg.topology .link .note text { text-anchor: middle; font-size: 10.5px; fill: var(--bad) }
.link .note:has(text:empty) { display: none }
.lane .back { fill: transparent; stroke: var(--line); stroke-width: .5 }
.lane.chosen .back { fill: var(--accent-ground) }
.lane .name { font-weight: 600 }
svg.topology .lane .address { fill: var(--quiet) }
svg.topology .lane .status { fill: var(--quiet); font-size: 11.5px }
.lane.chosen .back { stroke: var(--accent); stroke-width: 2 }
.lane[data-kind="problem"] .back { fill: var(--bad-ground) }
svg.topology .lane[data-kind="problem"] .status { fill: var(--bad); font-weight: 700 }
.lane[data-kind="open"] .back, .lane[data-kind="apart"] .back, .lane[data-kind="nobody"] .back { fill: var(--doubt-ground) }
svg.topology .lane:is([data-kind="open"], [data-kind="apart"], [data-kind="nobody"]) .status { fill: var(--doubt); font-weight: 700 }
.move { fill: none; stroke: var(--accent); stroke-width: 2; stroke-dasharray: 2 3 }
.seat rect { fill: var(--panel); stroke: var(--strong-line) }
.seat text { text-anchor: middle }
.seat .dot { fill: none; stroke: none }
svg.topology .seat[data-state="waits"] text { fill: var(--quiet) }
.seat[data-state="left"] rect { stroke: var(--accent); stroke-dasharray: 3 3 }
svg.topology .seat[data-state="off"] text { fill: var(--quiet); text-decoration: line-through }
.seat[data-state="off"] rect { stroke-dasharray: 3 3 }
.seat[data-state="holds"] rect { fill: var(--accent); stroke: var(--accent) }
.seat[data-state="holds"] .dot { fill: var(--on-accent) }
svg.topology .seat[data-state="holds"] text { fill: var(--on-accent); font-weight: 700 }
.seat[data-state="maybe"] rect { stroke: var(--doubt); stroke-width: 2; stroke-dasharray: 5 3 }
.seat[data-state="maybe"] .dot { stroke: var(--doubt); stroke-width: 1.5 }
.lane[data-kind="problem"] .seat[data-state="holds"] rect { fill: var(--bad); stroke: var(--bad) }
svg.topology .lane[data-kind="problem"] .seat[data-state="holds"] text { fill: var(--panel) }
.lane[data-kind="problem"] .seat[data-state="holds"] .dot { fill: var(--panel) }
.legend { display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; font-size: .8rem; color: var(--quiet) }
.legend li { display: flex; align-items: center; gap: .4rem }
.remarks { margin-top: .75rem; font-size: .9rem; color: var(--bad); max-width: 60rem }
.remarks li::before { content: "\\d7  " }

.tools { display: flex; align-items: baseline; justify-content: space-between; gap: 1rem; flex-wrap: wrap }
.filter { cursor: pointer; padding: .15rem .4rem }
.filter input { accent-color: var(--accent); width: 1rem; height: 1rem; vertical-align: -.15rem; margin: 0 .25rem 0 0 }
.hint { color: var(--quiet); font-size: .85rem }
.matrix .scroll { max-height: max(20rem, 100vh - 14rem); margin-top: .5rem; border: 1px solid var(--line); border-radius: 6px }
table { border-collapse: separate; border-spacing: 0; font-size: .85rem; line-height: 1.35; width: 100% }
th, td { padding: .35rem .6rem; text-align: left; vertical-align: top; border-bottom: 1px solid var(--line); background: var(--panel); scroll-margin: 4rem 1rem 1rem 15rem }
td { min-width: 7.2rem; color: var(--quiet) }
thead th, thead td { position: sticky; top: 0; z-index: 2; border-bottom: 2px solid var(--strong-line); vertical-align: bottom }
.router { font-weight: 650; display: block }
.past { color: var(--quiet) }
.addresses { font: .85em var(--mono); color: var(--quiet); overflow-wrap: break-word }
th[scope="row"], .corner { position: sticky; left: 0; z-index: 1; font-weight: 500; min-width: 13rem; width: 15rem; border-right: 1px solid var(--strong-line) }
thead .corner { z-index: 3 }
.group th { background: var(--ground); font-weight: 650; padding-top: .6rem }
.group span { position: sticky; left: .6rem }
td.moved { color: var(--ink) }
td.moved span { font-weight: 600 }
td b { display: block; white-space: nowrap }
.whole { display: inline-block }
td.problem b::before { content: "\\d7  " }
td.open b::before { content: "?  " }
td.apart b::before { content: "\\2016  " }
td small { font-size: inherit; color: var(--quiet); white-space: nowrap; font-variant-numeric: tabular-nums }
td.problem { background: var(--bad-ground); color: var(--bad) }
td.problem small { color: inherit }
td.open, td.apart, td.nobody { background: var(--doubt-ground); color: var(--doubt) }
td:is(.open, .apart, .nobody) small { color: inherit }
[role="grid"] :is(td, th):not(.group th, .corner) { cursor: pointer }
[role="grid"] :is(td, th):focus-visible { outline-offset: -3px }
[aria-selected="true"], tr.chosen > th { box-shadow: inset 0 0 0 2px var(--accent) }
.filtered tr:not([data-bad], .group, thead tr), .filtered tbody:not([data-bad]) { display: none }

.bar { position: sticky; bottom: .5rem; z-index: 5; margin-top: 1rem; display: flex; flex-wrap: wrap; gap: .5rem 1.25rem; align-items: center; justify-content: space-between;
  background: var(--panel); border: 1px solid var(--strong-line); border-radius: 10px; padding: .6rem 1rem; box-shadow: 0 2px 10px rgb(0 0 0 / .18) }
.now { flex: 1 1 20rem; max-height: 30vh; overflow: auto }
.now b { display: block }
.buttons { display: flex; align-items: center; flex-wrap: wrap; gap: .5rem }
button { font: inherit; color: var(--ink); background: var(--ground); border: 1px solid var(--strong-line); border-radius: 6px; padding: .25rem .75rem; cursor: pointer }
button:hover { border-color: var(--accent); color: var(--accent) }

.problems { margin-top: 1.25rem; background: var(--panel); border: 1px solid var(--line); border-radius: 10px; padding: 1rem }
.problems li { padding: .6rem 0 .2rem; max-width: 70rem }
.problems b { color: var(--bad) }
.problems b::before { content: "\\d7  " }
.when, .why { display: block; color: var(--quiet); font-size: .9rem }
.finding { background: var(--panel); border: 1px solid var(--line); border-left: 4px solid var(--strong-line); border-radius: 6px; padding: .75rem 1rem; margin-bottom: .75rem }
.finding[data-severity="error"] { border-left-color: var(--bad) }
.finding[data-severity="warning"] { border-left-color: var(--doubt) }
.finding h3 { font-weight: 550 }
.severity { font-weight: 700; color: var(--quiet) }
[data-severity="error"] .severity { color: var(--bad) }
[data-severity="warning"] .severity { color: var(--doubt) }
.frame { margin-top: .5rem }
figcaption { font-size: .85rem; color: var(--quiet) }
pre { margin: .2rem 0 0; padding: .4rem .75rem; overflow-x: auto; background: var(--ground); border-radius: 5px; white-space: pre }
.line-number { color: var(--quiet); border-right: 1px solid var(--line); padding-right: .6rem; margin-right: .2rem; user-select: none }
mark { background: none; color: inherit; font-weight: 700; text-decoration: underline wavy var(--bad); text-underline-offset: 3px }
.fix, .rule { font-size: .85rem; color: var(--quiet); margin-top: .4rem }
@media (max-width: 600px) {
  body { font-size: 14px }
  .picture, .matrix, .problems { padding: .6rem }
  th[scope="row"], .corner { width: 8.5rem; min-width: 8.5rem }
  .bar { font-size: .85rem; padding: .5rem .6rem; bottom: 0; gap: .3rem 1rem }
  .now { flex-basis: 100% }
  button { padding: .2rem .5rem }
  th, td { scroll-margin-left: 9rem }
}
@media (prefers-reduced-motion: no-preference) { .seat rect, .lane .back { transition: fill .15s } }
@media print {
  @page { size: A4 landscape; margin: 11mm }
  body { padding: 0; font-size: 10pt; print-color-adjust: exact; -webkit-print-color-adjust: exact }
  .skip, .bar, .filter, .hint { display: none !important }
  .panes { display: block }
  .panes > .picture, .matrix, .problems { border: none; padding: 0; margin-bottom: 6mm; position: static; max-height: none; overflow: visible }
  .picture { break-inside: avoid }
  .picture svg:not(.key) { max-width: 100%; max-height: 150mm; width: auto; min-width: 0 }
  .scroll, .matrix .scroll { overflow: visible; max-height: none; border: none }
  .cluster { container-type: normal }
  table { font-size: 8pt }
  table[data-size="medium"] { font-size: 6.5pt }
  table[data-size="small"] { font-size: 5.8pt }
  td, [data-size] td { min-width: 0 }
  th, td { padding: .25em .4em }
  thead th, thead td, th[scope="row"], .corner, .group span { position: static }
  table { table-layout: fixed }
  th[scope="row"], .corner { width: 46mm; min-width: 0 }
  [data-size="small"] :is(th[scope="row"], .corner) { width: 32mm }
  td b { white-space: normal }
  tr, .finding, .problems li { break-inside: avoid }
  h2, h3, .group { break-after: avoid }
  pre { white-space: pre-wrap }
}
`
