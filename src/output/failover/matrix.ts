/** The matrix of a cluster: a row for each scenario, a column for each virtual router. */
import type { Cluster } from '../../cluster/cluster.ts'
import type { Diagnostic } from '../../diagnostics/diagnostic.ts'
import { EVENT_KINDS, eventTitle, FAILURE_TITLES, type FailoverEvent } from '../../failover/event.ts'
import type { Result } from '../../failover/outlook.ts'
import { STEADY } from '../../failover/scenarios.ts'
import { groupBy } from '../../text/group-by.ts'
import { type Cell, type Column, cellLabel, cellSentence, holdersText, isFault, secondsText } from './cells.ts'
import { html, joined, type Markup } from './markup.ts'
import { laneNote } from './topology.ts'

/** A scenario with what it makes of each column. */
export interface Row {
  readonly id: string
  readonly result: Result
  readonly cells: readonly Cell[]
  readonly isBad: boolean
}

/** More columns than this are set smaller, and still more smaller again. */
const MANY_COLUMNS = 7
const VERY_MANY_COLUMNS = 13

export function rowOf(id: string, result: Result, cells: readonly Cell[]): Row {
  return { id, result, cells, isBad: cells.some(({ kind }) => kind === 'problem') }
}

/** A table that can be read as it is; a script lets people walk through it. */
export function matrixMarkup(cluster: Cluster, columns: readonly Column[], rows: readonly Row[]): Markup {
  const size = columns.length > VERY_MANY_COLUMNS ? 'small' : columns.length > MANY_COLUMNS ? 'medium' : 'large'
  const heads = columns.map(
    ({ name, addresses }) =>
      html`<th scope="col"><span class="router">${name}</span> <span class="addresses">${addressList(addresses)}</span></th>`,
  )
  const groups = groupsOf(rows).map(
    ({ title, rows: own }) => html`<tbody${attribute(
      'data-bad',
      own.some(({ isBad }) => isBad),
    )}>
      <tr class="group"><th scope="rowgroup" colspan="${columns.length + 1}"><span>${title}${countOf(own)}</span></th></tr>
      ${own.map((row) => rowMarkup(row, cluster))}
    </tbody>`,
  )
  return html`<table data-size="${size}">
    <caption class="unseen">Who holds the addresses of each virtual router at the end of each scenario, and after how long</caption>
    <thead><tr><td class="corner"><span class="unseen">Scenario</span></td>${heads}</tr></thead>
    ${groups}
  </table>`
}

const SHOWN_ADDRESSES = 2

function addressList(addresses: readonly string[]): Markup {
  const more = addresses.length - SHOWN_ADDRESSES
  return html`${joined(addresses.slice(0, SHOWN_ADDRESSES).map(breakable), ' ')}${more > 0 ? ` +${more}` : ''}`
}

/** An IPv6 address may go on in the next line. */
function breakable(address: string): Markup {
  return html`${address.split(':').map((part, index) => (index === 0 ? html`${part}` : html`:<wbr>${part}`))}`
}

function attribute(name: string, isSet: boolean): Markup {
  return { markup: isSet ? ` ${name}` : '' }
}

interface Group {
  readonly title: string
  readonly rows: readonly Row[]
}

/** Scenarios by what fails in them, in the order in which they come. */
function groupsOf(rows: readonly Row[]): Group[] {
  const groups = groupBy(rows, (row) => groupTitle(row.result.scenario.events))
  return [...groups].map(([title, own]) => ({ title, rows: own }))
}

function groupTitle(events: readonly FailoverEvent[]): string {
  const [first, ...others] = events
  if (first === undefined) return 'Nothing fails'
  const { about } = EVENT_KINDS[first.type]
  const isOwnEnd = ({ type, node, name, peer }: FailoverEvent): boolean =>
    EVENT_KINDS[type].about === about && node === first.node && name === first.name && peer === first.peer
  if (others.length === 0 || (others.length === 1 && others.every(isOwnEnd))) return FAILURE_TITLES[about]
  return others.length === 1 ? `Two failures: ${eventTitle(first)}, then another` : 'Several events'
}

function countOf(rows: readonly Row[]): string {
  const bad = rows.filter(({ isBad }) => isBad).length
  if (rows.length < 2) return ''
  if (bad === 0) return ` \u2013 ${rows.length} scenarios`
  return ` \u2013 ${bad} of ${rows.length} with a problem`
}

function rowMarkup({ id, result, cells, isBad }: Row, cluster: Cluster): Markup {
  const { events } = result.scenario
  const marks = eventMarks(events, cluster)
  const facts = marks.length === 0 ? html`` : html` data-marks="${JSON.stringify(marks)}"`
  return html`<tr id="${id}"${attribute('data-bad', isBad)}${facts}><th scope="row">${titleMarkup(events)}</th>${cells.map((cell) => cellMarkup(cell, cluster))}</tr>
`
}

/** The last event is the news of a row: those before it are mostly told by the row above. */
function titleMarkup(events: readonly FailoverEvent[]): Markup {
  const titles = events.map(eventTitle)
  const last = titles.at(-1)
  if (last === undefined) return html`${STEADY.title}`
  const past = titles.slice(0, -1).map((title) => `${title}, then `)
  return past.length === 0 ? html`${last}` : html`<span class="past">${past}</span>${last}`
}

/** What a cell that is as in the steady state says is told by its row and its column. */
function cellMarkup(cell: Cell, cluster: Cluster): Markup {
  const time = secondsText(cell)
  const label = cellLabel(cell)
  const held =
    cell.byAddress.length === 0
      ? holdersMarkup(cell)
      : joined(
          cell.byAddress.map(({ address, holders }) => `${address} ${holdersText({ kind: cell.kind, holders })}`),
          '; ',
        )
  if (cell.kind === 'kept' && cell.byAddress.length === 0) return html`<td>${held}</td>`
  const places = cell.holders.map((name) => cluster.nodes.findIndex((node) => node.name === name)).join(' ')
  const head = label === undefined ? html`` : html`<b>${label}</b> `
  const tail = time === '' ? html`` : html` <small>${time}</small>`
  const sentence = cell.problems.length === 0 && cell.kind !== 'open' ? html`` : html` data-say="${cellSentence(cell)}"`
  return html`<td class="${cell.kind}" data-holds="${places}" data-note="${laneNote(cell)}"${sentence}>${head}<span>${held}</span>${tail}</td>`
}

/** Names stay whole where a line ends between them. */
function holdersMarkup(cell: Cell): Markup {
  if (cell.holders.length < 2) return html`${holdersText(cell)}`
  const names = cell.holders.map((name) => html`<span class="whole">${name}</span>`)
  return joined(names, cell.kind === 'open' ? ' or ' : ' + ')
}

/** What stands at a node or at the link of two nodes in the picture. */
type Mark = readonly [kind: 'off' | 'note' | 'cut', where: string, text: string]

/** What is still broken after the last event. */
function eventMarks(events: readonly FailoverEvent[], { nodes }: Cluster): Mark[] {
  const marks = new Map<string, Mark>()
  const placeOf = (name: string | undefined): number => nodes.findIndex((node) => node.name === name)
  for (const event of events) {
    const { about, fails } = EVENT_KINDS[event.type]
    const key = [about, event.name ?? event.peer ?? '', event.node].join('\n')
    const isBroken = fails && !(about === 'file' && event.value === 0)
    if (isBroken) marks.set(key, markOf(event, placeOf))
    else {
      marks.delete(key)
      marks.delete([about, event.node, event.peer ?? ''].join('\n'))
    }
  }
  return [...marks.values()].filter(([, where]) => !where.includes('-1'))
}

function markOf({ type, node, name = '', peer, value }: FailoverEvent, placeOf: (name?: string) => number): Mark {
  const { about } = EVENT_KINDS[type]
  const own = placeOf(node)
  if (about === 'node') return ['off', String(own), 'down']
  if (about === 'link') return ['cut', [own, placeOf(peer)].sort((one, other) => one - other).join(' '), 'cut']
  return ['note', String(own), about === 'file' ? `${name} = ${value ?? ''}` : `${name} ${WHILE[about]}`]
}

const WHILE = { script: 'fails', process: 'gone', bfd: 'down', interface: 'down' } as const

/** Groups of problems that are told in the same words. */
export interface ProblemGroup {
  readonly kind: Cell['problems'][number]['kind']
  readonly message: string
  /** What is found in the files that explains it. */
  readonly cause: Diagnostic | undefined
  readonly columns: readonly number[]
  readonly rows: readonly Row[]
}

interface Draft {
  readonly columns: Set<number>
  readonly rows: Set<Row>
}

/** Faults only, those of the fewest events first as their scenarios come. */
export function problemGroups(rows: readonly Row[]): ProblemGroup[] {
  const groups = new Map<string, Pick<ProblemGroup, 'kind' | 'message' | 'cause'> & Draft>()
  for (const row of rows) {
    for (const [index, { problems }] of row.cells.entries()) {
      for (const { kind, message, cause } of problems.filter(isFault)) {
        const key = `${kind}\n${message}`
        const group = groups.get(key) ?? { kind, message, cause, columns: new Set(), rows: new Set() }
        groups.set(key, group)
        group.columns.add(index)
        group.rows.add(row)
      }
    }
  }
  return [...groups.values()].map(({ columns, rows: own, ...group }) => ({
    ...group,
    columns: [...columns],
    rows: [...own],
  }))
}
