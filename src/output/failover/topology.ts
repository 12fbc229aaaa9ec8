/** The picture of a cluster: its nodes side by side, who hears whom above them, and below a lane for each virtual router. */
import type { Cluster } from '../../cluster/cluster.ts'
import { type Cell, type Column, cellLabel, holdersText, secondsText } from './cells.ts'
import type { Hearing } from './hearing.ts'
import { archesHeight, linksMarkup } from './links.ts'
import { html, type Markup } from './markup.ts'
import { priorityText } from './words.ts'

const LANE = 30
const NODE_WIDTH = 96
const PILL = { width: 64, height: 20 }
const STATUS_WIDTH = 116
const GAP = 14

/** Of a character in the fixed font of names, for the space that they take. */
const CHARACTER = 7.3

export interface Scene {
  readonly cluster: Cluster
  readonly columns: readonly Column[]
  /** Before anything happens, for each column. */
  readonly steady: readonly Cell[]
  readonly hearings: readonly Hearing[]
  readonly stopped: ReadonlyMap<string, string>
  /** Tells the pictures of a page from each other. */
  readonly id: string
}

interface Layout {
  readonly nameWidth: number
  readonly addressWidth: number
  readonly middles: readonly number[]
  readonly top: number
  readonly boxHeight: number
  readonly lanesTop: number
  readonly width: number
  readonly height: number
}

/** What the steady state looks like; a script changes it into that of a scenario by the `data-` attributes. */
export function topologyMarkup(scene: Scene): Markup {
  const { cluster, columns, hearings, id } = scene
  const layout = layoutOf(scene)
  const { width, height, middles, top } = layout
  const nodes = cluster.nodes.map(({ name }, index) => nodeMarkup(name, index, scene, layout))
  const lanes = columns.map((_, index) => laneMarkup(index, scene, layout))
  return html`<svg class="topology" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" data-size="${Math.ceil(width / 100)}" role="img" aria-labelledby="${id}-title ${id}-words">
    <title id="${id}-title">${cluster.name}</title>
    <desc id="${id}-words">${description(scene)}</desc>
    ${middles.map((x) => html`<path class="life" d="M${x} ${top + layout.boxHeight}V${height - 6}"/>`)}
    ${lanes}${linksMarkup(hearings, { middles, top }, offNodes(scene))}${nodes}
  </svg>`
}

function layoutOf({ cluster, columns }: Scene): Layout {
  const nameWidth = widest(columns.map(({ name }) => shortened(name, 16)))
  const addressWidth = widest(columns.map(addressText))
  const isTight = cluster.nodes.length > 3
  const step = isTight ? 108 : 124
  const left = 12 + nameWidth + GAP + addressWidth + GAP
  const middles = cluster.nodes.map((_, index) => left + step / 2 + index * step)
  const top = archesHeight(cluster.nodes.length)
  const boxHeight = cluster.nodes.some(({ name }) => nameLines(name).length > 1) ? 56 : 42
  const lanesTop = top + boxHeight + 10
  return {
    nameWidth,
    addressWidth,
    middles,
    top,
    boxHeight,
    lanesTop,
    width: Math.ceil(left + step * cluster.nodes.length + STATUS_WIDTH),
    height: lanesTop + columns.length * LANE + 6,
  }
}

function nodeMarkup(name: string, index: number, { stopped }: Scene, layout: Layout): Markup {
  const { middles, top, boxHeight } = layout
  const x = middles[index] ?? 0
  const lines = nameLines(name)
  const isOff = stopped.has(name)
  return html`<g class="node" data-node="${index}" data-off="${isOff ? 'always' : ''}" data-note="${isOff ? 'stops' : ''}">
    <title>${name}${isOff ? `: ${stopped.get(name) ?? ''}` : ''}</title>
    <rect x="${x - NODE_WIDTH / 2}" y="${top}" width="${NODE_WIDTH}" height="${boxHeight}" rx="6"/>
    ${lines.map((line, place) => html`<text class="name" x="${x}" y="${top + 17 + place * 14}">${line}</text>`)}
    <text class="state" x="${x}" y="${top + boxHeight - 8}">${isOff ? 'stops' : ''}</text>
  </g>`
}

function laneMarkup(index: number, scene: Scene, layout: Layout): Markup {
  const { cluster, columns, steady, stopped } = scene
  const column = columns[index]
  const cell = steady[index]
  if (column === undefined || cell === undefined) return html``
  const { nameWidth, lanesTop, middles, width } = layout
  const y = lanesTop + index * LANE
  const middle = y + LANE / 2
  const places = cell.holders.map((name) => cluster.nodes.findIndex((node) => node.name === name))
  const seats = column.router.members.map(({ node, instance }) => {
    const place = cluster.nodes.indexOf(node)
    const x = middles[place] ?? 0
    const rest = stopped.has(node.name) ? 'off' : 'waits'
    const state = places.includes(place) ? (cell.kind === 'open' ? 'maybe' : 'holds') : rest
    return html`<g class="seat" data-node="${place}" data-state="${state}"><rect x="${x - PILL.width / 2}" y="${middle - PILL.height / 2}" width="${PILL.width}" height="${PILL.height}" rx="${PILL.height / 2}"/><circle class="dot" cx="${x - 19}" cy="${middle}" r="4"/><text x="${x + 5}" y="${middle + 4}">${priorityText(instance.priority.unknown === true ? null : instance.priority.value)}</text></g>`
  })
  return html`<g class="lane" data-lane="${index}" data-steady="${places.join(' ')}" data-kind="${cell.kind}" data-note="${laneNote(cell)}" data-open="${cell.kind === 'open' ? 'yes' : ''}">
    <title>${column.name}: ${column.addresses.join(', ')}</title>
    <rect class="back" x="0" y="${y}" width="${width}" height="${LANE}"/>
    <text class="name" x="12" y="${middle + 4}">${shortened(column.name, 16)}</text>
    <text class="address" x="${12 + nameWidth + GAP}" y="${middle + 4}">${addressText(column)}</text>
    <path class="move" d=""/>${seats}
    <text class="status" x="${width - STATUS_WIDTH + 8}" y="${middle + 4}">${laneNote(cell)}</text>
  </g>`
}

/** Nodes whose daemon never runs. */
function offNodes({ cluster, stopped }: Scene): ReadonlySet<number> {
  return new Set(cluster.nodes.flatMap(({ name }, index) => (stopped.has(name) ? [index] : [])))
}

/** Beside a lane: what is wrong, or how long it took. */
export function laneNote(cell: Cell): string {
  return cellLabel(cell) ?? (cell.kind === 'nobody' ? 'nobody' : secondsText(cell))
}

/** The steady state in words, for those who do not see the picture. */
function description({ cluster, columns, steady }: Scene): string {
  const holders = columns.map(({ name }, index) => {
    const cell = steady[index]
    return cell === undefined ? '' : `${name}: ${holdersText(cell)}`
  })
  return `${cluster.nodes.map(({ name }) => name).join(', ')}. In the steady state: ${holders.join('; ')}.`
}

function addressText({ addresses: [first, ...others] }: Column): string {
  if (first === undefined) return 'no address'
  return `${shortened(first, 20)}${others.length === 0 ? '' : ` +${others.length}`}`
}

function widest(texts: readonly string[]): number {
  return Math.ceil(Math.max(4, ...texts.map(widthOf)) * CHARACTER)
}

/** In columns of a fixed font, where many scripts take two for a character. */
function widthOf(text: string): number {
  return [...text].reduce((sum, character) => sum + ((character.codePointAt(0) ?? 0) > 0x2e7f ? 2 : 1), 0)
}

/** The beginning and the end of a name that is too long, which are what tells it from others. */
function shortened(name: string, limit: number): string {
  const characters = [...name]
  if (widthOf(name) <= limit) return name
  const rest = widthOf(name) > characters.length ? Math.floor(limit / 2) : limit
  const tail = Math.floor((rest - 1) / 3)
  return `${characters.slice(0, rest - 1 - tail).join('')}\u2026${characters.slice(characters.length - tail).join('')}`
}

const LINE_CHARACTERS = 12

/** A name on one line, or on two where it is long, best broken behind a `.`, `-` or `_`. */
function nameLines(name: string): string[] {
  if (widthOf(name) <= LINE_CHARACTERS) return [name]
  const head = /^.{3,11}[-._@](?=.)/.exec(name)?.[0] ?? [...name].slice(0, LINE_CHARACTERS).join('')
  if (widthOf(head) > LINE_CHARACTERS) return [shortened(name, LINE_CHARACTERS)]
  return [head, shortened(name.slice(head.length), LINE_CHARACTERS)]
}
