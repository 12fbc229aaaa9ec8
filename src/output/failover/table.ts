/** The table of `kalint failover`: what fails, and who holds what then, in 80 columns. */
import type { Paint } from '../pretty.ts'
import { wrapped } from '../wrapped.ts'
import type { Fate, Lane, Play, Scene, Verdict } from './scenes.ts'
import { isTroubled, namesRouters, routersIn, timeOf, VERDICTS } from './words.ts'

export const WIDTH = 80
const GAP = '  '

const HEAD = {
  label: 'what fails',
  routers: 'router',
  holder: 'holder',
  time: 'after',
  endHolder: 'repaired',
  endTime: 'after',
} as const

type Widths = Readonly<Record<keyof typeof HEAD, number>>

/**
 * `beside`: what fails stands in the first column. `above`: it has a line of its own, as names are long. `apart`: so has
 * what comes when it is repaired, and holders stand one below the other.
 */
export interface Layout {
  readonly labels: (typeof LAYOUTS)[number]
  readonly widths: Widths
}

/** The first layout that has room. */
export function layoutFor(scenes: readonly Scene[], play: Play): Layout {
  const lanes = scenes.flatMap((scene) => scene.lanes)
  const hasNames = namesRouters(play, scenes)
  const names = hasNames
    ? widest(
        HEAD.routers,
        lanes.map((lane) => routersIn(lane).join(', ')),
      )
    : 0
  const least = hasNames ? Math.min(names, LEAST_NAMES) : 0
  const fates = lanes.flatMap(({ first, end }) => [first, ...(end === undefined ? [] : [end])])
  const verdict = Math.max(...fates.map((fate) => VERDICTS[fate.verdict].length))
  const hasLabels = scenes.some(({ label }) => label !== '')
  for (const labels of hasLabels ? LAYOUTS : LAYOUTS.slice(1)) {
    const rows = lanes.map((lane) => rowsOf(lane, labels))
    const firsts = rows.flatMap(({ first, later }) => [first.fate, ...(later === undefined ? [] : [later.fate])])
    const ends = rows.flatMap(({ first }) => first.end ?? [])
    const widths = {
      label: labels === 'beside' ? widest(HEAD.label, [REPAIRED, ...scenes.map(({ label }) => label)]) : 0,
      routers: names,
      holder: widest(
        HEAD.holder,
        firsts.flatMap(({ holders }) => (labels === 'apart' ? holders.split(' ') : [holders])),
      ),
      time: widest(HEAD.time, firsts.map(timeOf)),
      endHolder:
        ends.length === 0
          ? 0
          : widest(
              HEAD.endHolder,
              ends.map(({ holders }) => holders),
            ),
      endTime: ends.length === 0 ? 0 : widest(HEAD.endTime, ends.map(timeOf)),
    }
    const room = WIDTH - widthOf({ ...widths, routers: 0 }) - GAP.length * (hasNames ? 2 : 1) - verdict
    if (room >= least || labels === 'apart') {
      return { labels, widths: { ...widths, routers: hasNames ? Math.max(least, Math.min(names, room)) : 0 } }
    }
  }
  throw new Error('the last layout is taken in any case')
}

const LAYOUTS = ['beside', 'above', 'apart'] as const

/** Names of virtual routers may be broken into lines of this length. */
const LEAST_NAMES = 14

/** What stands before the lines of what comes when a failure is over. */
const REPAIRED = '  repaired'

function widest(head: string, texts: readonly string[]): number {
  return Math.max(head.length, ...texts.map((text) => text.length))
}

/** Of the columns that there are, without the verdict. Without labels the lines are indented. */
function widthOf(widths: Widths): number {
  const shown = Object.values(widths).filter((width) => width > 0)
  const indent = widths.label === 0 ? INDENT.length : 0
  return indent + shown.reduce((sum, width) => sum + width, 0) + GAP.length * (shown.length - 1)
}

const INDENT = '    '

export function headLine({ widths }: Layout, paint: Paint): string {
  const cells = Object.entries(widths) as [keyof Widths, number][]
  const line = cells.flatMap(([name, width]) => (width === 0 ? [] : [HEAD[name].padEnd(width)]))
  return paint.faint(`${widths.label === 0 ? INDENT : ''}${line.join(GAP).trimEnd()}`)
}

interface Row {
  readonly routers: string
  readonly fate: Fate
  /** What comes when the failure is over, where that stands in the same line. */
  readonly end: Fate | undefined
}

/** A failure and its end are one line where both are as well as can be. */
function rowsOf(lane: Lane, labels: Layout['labels']): { readonly first: Row; readonly later: Row | undefined } {
  const { first: fate, end } = lane
  const routers = routersIn(lane).join(', ')
  const isQuiet = end === undefined || (!fate.hasMoved && !end.hasMoved && fate.verdict === end.verdict)
  if (isQuiet) return { first: { routers, fate, end: undefined }, later: undefined }
  const isWell = BLAMELESS.has(fate.verdict) && end.verdict === 'ok' && labels !== 'apart'
  if (isWell) return { first: { routers, fate, end }, later: undefined }
  return { first: { routers, fate, end: undefined }, later: { routers, fate: end, end: undefined } }
}

const BLAMELESS: ReadonlySet<Verdict> = new Set(['ok', 'gone', 'partition'])

export function sceneLines(scene: Scene, layout: Layout, paint: Paint): string[] {
  const { label, first, lanes } = scene
  const rows = lanes.map((lane) => rowsOf(lane, layout.labels))
  const later = rows.flatMap((row) => row.later ?? [])
  const colour = isTroubled(scene) ? paint.strong : plain
  const head = label === '' ? first.title : label
  return [
    ...block(
      head,
      colour,
      rows.map((row) => row.first),
    ),
    ...block(REPAIRED, paint.faint, later),
  ]

  function block(text: string, paintLabel: (text: string) => string, own: readonly Row[]): string[] {
    if (own.length === 0) return []
    if (layout.labels === 'beside') {
      return own.flatMap((row, index) =>
        rowLines(row, index === 0 ? paintLabel(text.padEnd(layout.widths.label)) : '', layout, paint),
      )
    }
    const title = text === REPAIRED ? `${head},${REPAIRED.slice(1)}` : text
    const above = wrapped(title, WIDTH - 2, '  ').map((line) => `  ${paintLabel(line)}`)
    return [...above, ...own.flatMap((row) => rowLines(row, '', layout, paint))]
  }
}

function rowLines({ routers, fate, end }: Row, label: string, { widths }: Layout, paint: Paint): string[] {
  const blank = widths.label === 0 ? INDENT : ' '.repeat(widths.label + GAP.length)
  const cells: readonly PaintedCell[] = [
    [routers, widths.routers, plain],
    ...fateCells(fate, widths.holder, widths.time, paint),
    ...fateCells(end, widths.endHolder, widths.endTime, paint),
  ]
  const shown = cells.filter(([, width]) => width > 0)
  const texts = shown.map(([text, width]) => wrapped(text, width))
  const height = Math.max(...texts.map((lines) => lines.length))
  const verdict = alarmFor(fate.verdict, paint)(VERDICTS[fate.verdict])
  return Array.from({ length: height }, (_, index) => {
    const line = shown.map(([, width, colour], column) => {
      const text = texts[column]?.[index] ?? ''
      return `${text === '' ? '' : colour(text)}${' '.repeat(Math.max(0, width - text.length))}`
    })
    const start = index > 0 || label === '' ? blank : `${label}${GAP}`
    return `${start}${line.join(GAP)}${index === 0 ? `${GAP}${verdict}` : ''}`.trimEnd()
  })
}

type PaintedCell = readonly [text: string, width: number, colour: (text: string) => string]

function fateCells(fate: Fate | undefined, holder: number, time: number, paint: Paint): PaintedCell[] {
  if (fate === undefined)
    return [
      ['', holder, plain],
      ['', time, plain],
    ]
  const isQuiet = fate.verdict === 'ok' && !fate.hasMoved
  const colour = isQuiet ? paint.faint : fate.verdict === 'ok' ? plain : alarmFor(fate.verdict, paint)
  return [
    [fate.holders, holder, colour],
    [timeOf(fate), time, isQuiet ? paint.faint : plain],
  ]
}

function alarmFor(verdict: Verdict, paint: Paint): (text: string) => string {
  if (verdict === 'ok') return paint.faint
  if (verdict === 'partition' || verdict === 'open') return paint.info
  if (verdict === 'ping-pong' || verdict === 'gone') return paint.warning
  return (text) => paint.error(paint.strong(text))
}

function plain(text: string): string {
  return text
}
