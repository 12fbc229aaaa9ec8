/** The report on failover as one HTML page, which needs nothing but itself. */
import type { Cluster } from '../../cluster/cluster.ts'
import { type Outlook, resultOf } from '../../failover/outlook.ts'
import { STEADY } from '../../failover/scenarios.ts'
import { counted } from '../summary.ts'
import { type Column, cellOf, columnsOf, problemName } from './cells.ts'
import { type Findings, findingLink, findingsMarkup, withCode } from './findings-list.ts'
import { deafnessOf, hearingsIn, overallState } from './hearing.ts'
import { marksAt } from './links.ts'
import { html, joined, type Markup, trusted } from './markup.ts'
import { matrixMarkup, type ProblemGroup, problemGroups, type Row, rowOf } from './matrix.ts'
import { PAGE_SCRIPT, PAGE_SCRIPT_HASH } from './page-script.ts'
import { PAGE_STYLE, PAGE_STYLE_HASH } from './page-style.ts'
import { type Scene, topologyMarkup } from './topology.ts'

/** What a cluster's part of the page is made from. */
interface Act {
  readonly scene: Scene
  readonly rows: readonly Row[]
  readonly problems: readonly ProblemGroup[]
}

/** One part for each cluster, and all findings. */
export function renderFailoverHtml(outlooks: readonly Outlook[], findings: Findings): string {
  const acts = outlooks.map(actOf)
  const title = `Failover of ${outlooks.map(({ theatre }) => nodesText(theatre.cluster)).join('; ')}`
  const policy = `default-src 'none'; style-src '${PAGE_STYLE_HASH}'; script-src '${PAGE_SCRIPT_HASH}'; base-uri 'none'; form-action 'none'`
  const page = html`<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="generator" content="kalint">
<title>${title}</title>
<style>${trusted(PAGE_STYLE)}</style>
</head>
<body>
<nav class="skip" aria-label="Skip to">${acts.map(({ scene }) => html`<a href="#${scene.id}-matrix">Skip to the scenarios${acts.length > 1 ? ` of ${scene.cluster.name}` : ''}</a>`)}<a href="#findings">Skip to the findings</a></nav>
<header>
<h1>${title}</h1>
<p class="scope">${scopeText(acts, findings)}</p>
${verdict(acts)}
</header>
<main>
${acts.map((act) => actMarkup(act, findings, nodesHeading(act, acts)))}
<section id="findings" aria-labelledby="findings-title" tabindex="-1">
<h2 id="findings-title">Findings in the files</h2>
${findingsMarkup(findings)}
</section>
</main>
<script>${trusted(PAGE_SCRIPT)}</script>
</body>
</html>
`
  return page.markup
}

const MAX_NODES = 8

/** The nodes of a cluster, as long as these are few. */
function nodesText({ name, nodes }: Cluster): string {
  if (nodes.length > MAX_NODES) return name
  const names = nodes.map((node) => node.name)
  return names.length < 2 ? name : `${names.slice(0, -1).join(', ')} and ${names.at(-1) ?? ''}`
}

function actOf({ theatre, results }: Outlook, index: number): Act {
  const { cluster } = theatre
  const id = `c${index + 1}`
  const columns = columnsOf(cluster)
  const start = resultOf(theatre, STEADY)
  const steady = columns.map((column) => cellOf(start, column))
  const rows = results.map((result, place) => {
    const cells = columns.map((column, at) =>
      cellOf(result, column, result.scenario.events.length === 0 ? undefined : steady[at]),
    )
    return rowOf(`${id}-s${place + 1}`, result, cells)
  })
  const hearings = hearingsIn(cluster, columns, theatre.electors)
  return {
    scene: { cluster, columns, steady, hearings, stopped: theatre.stopped, id },
    rows,
    problems: problemGroups(rows),
  }
}

function scopeText(acts: readonly Act[], { target }: Findings): string {
  const sum = (count: (act: Act) => number): number => acts.reduce((total, act) => total + count(act), 0)
  return [
    `keepalived ${target.version}`,
    ...(acts.length > 1 ? [counted(acts.length, 'cluster')] : []),
    counted(
      sum(({ scene }) => scene.cluster.nodes.length),
      'node',
    ),
    counted(
      sum(({ scene }) => scene.columns.length),
      'virtual router',
    ),
    counted(
      sum(({ rows }) => rows.length),
      'scenario',
    ),
  ].join(' \u00b7 ')
}

/** The answer in one sentence. */
function verdict(acts: readonly Act[]): Markup {
  const stopped = acts.flatMap(({ scene }) => scene.cluster.nodes.filter(({ name }) => scene.stopped.has(name)))
  const rows = acts.flatMap((act) => act.rows)
  const bad = rows.filter(({ isBad }) => isBad)
  const isOpen = rows.some(({ cells }) => cells.some(({ kind }) => kind === 'open'))
  const doubt = isOpen ? ' In some, the outcome depends on what the files do not say.' : ''
  const ends = stopped.length === 0 ? '' : `keepalived stops on ${stopped.map(({ name }) => name).join(', ')}. `
  if (bad.length === 0) {
    const [look, sign] = ends !== '' ? ['bad', '\u00d7'] : isOpen ? ['doubt', '?'] : ['good', '\u2713']
    const none = ends === '' ? 'No problem' : 'No further problem'
    return html`<p class="verdict ${look}"><span aria-hidden="true">${sign}</span> ${ends}${none} in ${counted(rows.length, 'scenario')}.${doubt}</p>`
  }
  const kinds = new Map<string, Set<Row>>()
  for (const { kind, rows: own } of acts.flatMap((act) => act.problems)) {
    const known = kinds.get(problemName({ kind })) ?? new Set()
    kinds.set(problemName({ kind }), known)
    for (const row of own) known.add(row)
  }
  const parts = [...kinds].map(([name, own]) => `${name} in ${own.size}`)
  return html`<p class="verdict bad"><span aria-hidden="true">\u00d7</span> ${ends}${bad.length} of ${counted(rows.length, 'scenario')} ${bad.length === 1 ? 'ends' : 'end'} badly: ${parts.join(', ')}.${doubt}</p>`
}

/** Of several clusters each is named. */
function nodesHeading({ scene }: Act, acts: readonly Act[]): Markup {
  return acts.length > 1 ? html`<h2>${nodesText(scene.cluster)}</h2>` : html`<h2 class="unseen">The cluster</h2>`
}

function actMarkup({ scene, rows, problems }: Act, findings: Findings, heading: Markup): Markup {
  const { cluster, columns, id } = scene
  return html`<section class="cluster" data-nodes="${Math.min(cluster.nodes.length, 6)}" aria-label="${cluster.name}">
    ${heading}
    <div class="panes">
      <div class="picture" id="${id}-picture" tabindex="-1">
        <h3><span class="about">The steady state</span></h3>
        <div class="scroll" tabindex="0" role="region" aria-label="Picture of the cluster">${topologyMarkup(scene)}</div>
        ${legend(scene)}
        ${remarks(scene)}
      </div>
      <div class="matrix" id="${id}-matrix" tabindex="-1">
        <div class="tools"><h3>Scenarios</h3><label class="filter" hidden><input type="checkbox"> Only problems</label></div>
        <p class="hint" hidden>Choose a cell or a scenario to see it in the picture: with a click, or with the arrow keys and Enter.</p>
        <p class="none good" hidden>No scenario has a problem.</p>
        <div class="scroll" tabindex="0" role="region" aria-label="Scenarios of ${cluster.name}">${matrixMarkup(cluster, columns, rows)}</div>
      </div>
    </div>
    <div class="bar" hidden><p class="now" role="status"></p><div class="buttons"><a class="to-picture" href="#${id}-picture">Picture</a><button type="button" data-go="-1">Previous problem</button><button type="button" data-go="1">Next problem</button><button type="button" data-go="0">Steady state</button></div></div>
    ${problems.length === 0 ? html`` : problemList(problems, columns, findings)}
  </section>
`
}

function legend({ cluster, hearings }: Scene): Markup {
  const half = (state: string): Markup =>
    html`<svg class="topology key" viewBox="0 0 22 24" width="22" height="24" aria-hidden="true"><g class="half" data-state="${state}"><path class="wire" d="M11 0V12"/>${marksAt(11, 22)}</g></svg>`
  const seat = (state: string): Markup =>
    html`<svg class="topology key" viewBox="0 0 46 24" width="46" height="24" aria-hidden="true"><g class="seat" data-state="${state}"><rect x="1" y="3" width="44" height="18" rx="9"/><circle class="dot" cx="11" cy="12" r="4"/><text x="27" y="16">100</text></g></svg>`
  const links = html`<li>${half('accepted')} hears and accepts adverts</li>${hearings.some((hearing) => overallState(hearing) === 'some') ? html`<li>${half('some')} accepts those of some virtual routers</li>` : html``}<li>${half('refused')} refuses them</li><li>${half('unheard')} does not hear them</li>`
  return html`<ul class="legend"><li>${seat('holds')} holds the address</li><li>${seat('waits')} stands by, with its configured priority</li>${cluster.nodes.length > 1 ? links : html``}</ul>`
}

/** What the lines of the picture cannot say: whose adverts are lost, and why a daemon stops. */
function remarks({ cluster, columns, hearings, stopped }: Scene): Markup {
  const names = cluster.nodes.map(({ name }) => name)
  const deaf = hearings
    .flatMap((hearing) => deafnessOf(hearing, names))
    .map(({ text, columns: about }) => html`<li>${text} (${routerNames(about, columns)})</li>`)
  const ends = names.flatMap((name) => {
    const reason = stopped.get(name)
    return reason === undefined ? [] : [html`<li>keepalived on ${name} stops: ${withCode(reason)}</li>`]
  })
  if (deaf.length + ends.length === 0) return html``
  return html`<ul class="remarks">${[...ends, ...deaf]}</ul>`
}

const MAX_NAMED = 4

function routerNames(indices: readonly number[], columns: readonly Column[]): string {
  if (indices.length > 1 && indices.length === columns.length) return 'all virtual routers'
  const names = indices.slice(0, MAX_NAMED).map((index) => columns[index]?.name ?? '')
  const more = indices.length - names.length
  return `${names.join(', ')}${more > 0 ? ` and ${more} more` : ''}`
}

/** Of more scenarios than this only the number is told. */
const MAX_LINKS = 8

function problemList(problems: readonly ProblemGroup[], columns: readonly Column[], findings: Findings): Markup {
  const items = problems.map(({ kind, message, cause, columns: about, rows }) => {
    const links = rows.slice(0, MAX_LINKS).map(({ id, result }) => html`<a href="#${id}">${result.scenario.title}</a>`)
    const more = rows.length - links.length
    const why =
      cause === undefined ? html`` : html`<span class="why">Explained by ${findingLink(cause, findings)}</span>`
    return html`<li><b>${problemName({ kind })}</b> ${routerNames(about, columns)}: ${message}${why}<span class="when">When: ${joined(links, '; ')}${more > 0 ? `; and ${more} more` : ''}</span></li>
`
  })
  return html`<div class="problems"><h3>What goes wrong</h3><ul>${items}</ul></div>`
}
