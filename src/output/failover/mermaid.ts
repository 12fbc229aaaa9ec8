/** A diagram in Mermaid: who holds what, who hears whom, and who takes over after each failure. */
import { groupBy } from '../../text/group-by.ts'
import type { FailoverReport, RouterRecord } from './report.ts'
import { type Play, playsOf, type Scene } from './scenes.ts'
import { newlyTroubled, troublesOf } from './troubles.ts'
import { isTroubled, priorityText, routersIn, secondsText, shownScenes, VERDICTS } from './words.ts'

export function renderMermaid(report: FailoverReport): string {
  const lines = playsOf(report).flatMap((play, index) => playLines(play, `c${index}`))
  return `${['flowchart LR', ...lines, ...CLASSES].map((line, index) => (index === 0 ? line : `  ${line}`)).join('\n')}\n`
}

const CLASSES = ['classDef problem stroke:#c62828,stroke-width:3px', 'classDef stopped stroke-dasharray:4']

/** The words that Mermaid knows nodes, virtual routers and failures by. */
interface Ids {
  readonly node: (name: string) => string
  readonly router: (index: number) => string
  readonly failure: (index: number) => string
  readonly nobody: string
}

function playLines(play: Play, cluster: string): string[] {
  const { routers, sections } = play
  const { nodes, stopped, name } = play.cluster
  const ids: Ids = {
    node: (node) => `${cluster}n${nodes.indexOf(node)}`,
    router: (index) => `${cluster}r${index}`,
    failure: (index) => `${cluster}f${index}`,
    nobody: `${cluster}nobody`,
  }
  const isNew = newlyTroubled(troublesOf(play))
  const scenes = sections.flatMap((section) =>
    section.title === '' ? [] : shownScenes(section, isNew).scenes.filter(({ lanes }) => lanes.some(isMoved)),
  )
  const [steady] = play.scenarios
  const split = new Set(steady?.problems.flatMap(({ addresses }) => addresses))
  const failures = scenes.flatMap((scene, index) => failureLines(scene, ids.failure(index), ids))
  return [
    `subgraph ${cluster}[${quoted(name)}]`,
    ...nodes.map((node) => `  ${ids.node(node)}[${quoted(node)}]`),
    ...routers.map(
      (router, index) => `  ${ids.router(index)}([${quoted([router.name, ...router.addresses].join('<br/>'))}])`,
    ),
    ...routers.flatMap((router, index) => holderLines(play, router, ids.router(index), ids)),
    ...hearingLines(play, ids),
    'end',
    ...(failures.some((line) => line.endsWith(` ${ids.nobody}`)) ? [`${ids.nobody}([nobody])`] : []),
    ...failures,
    ...classLine(
      stopped.map(({ node }) => ids.node(node)),
      'stopped',
    ),
    ...classLine(
      [
        ...routers.flatMap((router, index) =>
          router.addresses.some((one) => split.has(one)) ? [ids.router(index)] : [],
        ),
        ...scenes.flatMap((scene, index) => (isTroubled(scene) ? [ids.failure(index)] : [])),
      ],
      'problem',
    ),
  ]
}

/** A thick line to what a node holds once all have started, a dotted one to what it stands by for. */
function holderLines({ scenarios }: Play, { addresses, members }: RouterRecord, id: string, ids: Ids): string[] {
  const holders = new Set(addresses.flatMap((address) => scenarios[0]?.holders[address] ?? []))
  return members.map(({ node, priority }) => {
    const arrow = holders.has(node)
      ? `==>|${quoted(`holds, ${priorityText(priority)}`)}|`
      : `-.->|${quoted(priorityText(priority))}|`
    return `  ${ids.node(node)} ${arrow} ${id}`
  })
}

/** One line between two nodes that run, unless they hear each other in some virtual routers only. */
function hearingLines({ routers, cluster }: Play, ids: Ids): string[] {
  const stopped = new Set(cluster.stopped.map(({ node }) => node))
  const pairs = routers.flatMap(({ name, members, hearing }) => {
    const running = members.filter(({ node }) => !stopped.has(node))
    return running.flatMap(({ node: one }, index) =>
      running.slice(index + 1).map(({ node: other }) => {
        const reaches = (from: string, to: string): boolean =>
          hearing.some((each) => each.from === from && each.to === to && each.reception === 'accepted')
        const [there, back] = [reaches(one, other), reaches(other, one)]
        const [from, to] = back && !there ? [other, one] : [one, other]
        const arrow = there && back ? '<-->|' : there || back ? '-->|' : 'x--x|'
        const words =
          there && back ? 'hear each other' : there || back ? 'heard one way only' : 'do not hear each other'
        return { name, pair: `${one}\n${other}`, start: `${ids.node(from)} ${arrow}`, words, end: `| ${ids.node(to)}` }
      }),
    )
  })
  return [...groupBy(pairs, ({ pair }) => pair).values()].flatMap((between) =>
    [...groupBy(between, ({ start }) => start).values()].flatMap((alike) => {
      const names = alike.length === between.length ? '' : `${alike.map(({ name }) => name).join(', ')}: `
      const [first] = alike
      return first === undefined ? [] : [`  ${first.start}${quoted(`${names}${first.words}`)}${first.end}`]
    }),
  )
}

/** The holder changes, or should. */
function isMoved({ first: { hasMoved, verdict } }: Scene['lanes'][number]): boolean {
  return hasMoved || verdict === 'no-failover' || verdict === 'no-holder'
}

/** From a failure to those who then hold what it moves. */
function failureLines({ first, lanes }: Scene, id: string, ids: Ids): string[] {
  const moved = lanes.filter(isMoved)
  const restless = moved.filter((lane) => lane.first.verdict === 'flapping')
  const notes = restless.map((lane) => `${routersIn(lane).join(', ')}: ${lane.first.holders}`)
  const arrows = moved.flatMap((lane) => {
    const { nodes, seconds, holders, hasMoved, verdict } = lane.first
    const names = routersIn(lane).join(', ')
    const words = hasMoved ? secondsText(seconds[1]) : VERDICTS[verdict]
    if (holders === 'nobody') return [`${id} -->|${quoted(names)}| ${ids.nobody}`]
    return nodes.map((node) => `${id} -->|${quoted(`${names}: ${words}`)}| ${ids.node(node)}`)
  })
  return [`${id}{{${quoted([first.title, ...notes].join('<br/>'))}}}`, ...arrows]
}

function classLine(ids: readonly string[], name: string): string[] {
  return ids.length === 0 ? [] : [`class ${ids.join(',')} ${name}`]
}

/** Text as Mermaid takes it: what ends it, or begins an entity, is an entity. */
function quoted(text: string): string {
  const safe = text
    .replace(/#/g, '#35;')
    .replace(/"/g, '#quot;')
    .replace(/<(?!br\/>)/g, '#lt;')
    .replace(/`/g, '#96;')
  return `"${safe}"`
}
