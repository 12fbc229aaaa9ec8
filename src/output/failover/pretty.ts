/** The scenarios for a person at a terminal: a table of who holds what after each failure, and what is wrong in full. */
import type { Paint } from '../pretty.ts'
import { counted } from '../summary.ts'
import { wrapped } from '../wrapped.ts'
import type { FailoverReport, RouterRecord } from './report.ts'
import { type Play, playsOf } from './scenes.ts'
import { headLine, layoutFor, sceneLines, WIDTH } from './table.ts'
import { newlyTroubled, questionsOf, type Trouble, troublesOf } from './troubles.ts'
import { isSequence, occasions, PARTITION_NOTE, priorityText, routerWords, shownScenes } from './words.ts'

/** `lintErrors`: how many errors the linter finds in the same files. */
export function renderFailoverPretty(report: FailoverReport, paint: Paint, lintErrors: number): string {
  const plays = playsOf(report)
  const troubles = plays.flatMap(troublesOf)
  const blocks = [...plays.flatMap((play) => playBlocks(play, report.target, paint))]
  if (lintErrors > 0) blocks.push([`kalint check tells ${counted(lintErrors, 'error')} in these files.`])
  blocks.push([summaryLine(report, troubles, paint)])
  return `${blocks.map((lines) => lines.join('\n')).join('\n\n')}\n`
}

function playBlocks(play: Play, target: string, paint: Paint): string[][] {
  const { cluster, routers, scenarios } = play
  const heading = wrapped(`${cluster.name} (keepalived ${target})`, WIDTH, '  ').map(paint.strong)
  const stopped = cluster.stopped.flatMap(({ node, reason }) => {
    const [first = '', ...more] = wrapped(`${node} never runs: ${reason}`, WIDTH, '  ')
    return [paint.error(first), ...more.map(paint.error)]
  })
  const hasPartition = scenarios.some(({ problems }) => problems.some(({ kind }) => kind === 'partition'))
  const blocks = [
    [...heading, ...routerTable(routers, paint)],
    stopped,
    ...sectionBlocks(play, paint),
    hasPartition ? wrapped(PARTITION_NOTE, WIDTH).map(paint.faint) : [],
    ...questionBlocks(play, paint),
    ...troublesOf(play).map((trouble) => troubleLines(trouble, play, paint)),
  ]
  return blocks.filter((lines) => lines.length > 0)
}

/** A table of them; where that is too wide with all addresses, or with one, the members stand below. */
function routerTable(routers: readonly RouterRecord[], paint: Paint): string[] {
  const members = routers.map((router) => {
    const inOrder = [...router.members].sort((one, other) => (other.priority ?? 0) - (one.priority ?? 0))
    return inOrder.map(({ node, priority }) => `${node} ${priorityText(priority)}`).join(', ')
  })
  const name = Math.max(...routers.map((router) => router.name.length))
  for (const most of [3, 1]) {
    const lists = routers.map(({ addresses }) => shortList(addresses, most))
    const width = Math.max(...lists.map((list) => list.length))
    const isNarrow = members.every((words) => name + width + words.length + 6 <= WIDTH)
    if (!isNarrow) continue
    return routers.map(
      (router, index) =>
        `  ${router.name.padEnd(name)}  ${(lists[index] ?? '').padEnd(width)}  ${paint.faint(members[index] ?? '')}`,
    )
  }
  return routers.flatMap((router, index) => [
    `  ${router.name.padEnd(name)}  ${shortList(router.addresses, 3)}`,
    ...wrapped(members[index] ?? '', WIDTH - 6).map((line) => paint.faint(`      ${line}`)),
  ])
}

function shortList(addresses: readonly string[], most: number): string {
  if (addresses.length === 0) return 'no address'
  const more = addresses.length - most
  return more > 0 ? `${addresses.slice(0, most).join(', ')} and ${more} more` : addresses.join(', ')
}

/** The columns of all tables of a cluster are alike, but for sequences, which have no short names. */
function sectionBlocks(play: Play, paint: Paint): string[][] {
  const isNew = newlyTroubled(troublesOf(play))
  const singles = play.sections.filter(({ scenes }) => !isSequence(scenes))
  const common = layoutFor(
    singles.flatMap(({ scenes }) => scenes),
    play,
  )
  const blocks = play.sections.map((section) => {
    const { scenes, hidden } = shownScenes(section, isNew)
    const layout = isSequence(section.scenes) ? layoutFor(scenes, play) : common
    return [
      ...(section.title === '' ? [headLine(common, paint)] : [paint.strong(section.title)]),
      ...scenes.flatMap((scene) => sceneLines(scene, layout, paint)),
      ...(hidden === undefined ? [] : [paint.faint(`  ${hidden}`)]),
    ]
  })
  return blocks
}

function troubleLines(
  { kind, severity, message, routers, addresses, scenarios, cause }: Trouble,
  play: Play,
  paint: Paint,
): string[] {
  const colour = severity === 'error' ? paint.error : paint.warning
  const words = wrapped(`${severity}[${kind}] ${message}`, WIDTH, '  ')
  const head = `${severity}[${kind}]`
  return [
    `${colour(paint.strong(severity))}${paint.faint(`[${kind}]`)}${paint.strong((words[0] ?? '').slice(head.length))}`,
    ...words.slice(1).map(paint.strong),
    ...(cause === null ? [] : detailLines(`explained by ${cause.rule} at ${cause.file}:${cause.line}`, [])),
    ...detailLines(routerWords(routers, addresses), occasions(scenarios, play.scenarios.length)),
  ]
}

function detailLines(subject: string, whens: readonly string[]): string[] {
  return [subject, ...whens].flatMap((text) => wrapped(text, WIDTH - 2, '  ').map((line) => `  ${line}`))
}

function questionBlocks(play: Play, paint: Paint): string[][] {
  return questionsOf(play).map(({ holders, reason, routers, addresses, scenarios }) => {
    const [first = '', ...more] = wrapped(`open: ${holders.join(' or ')}, because ${reason}`, WIDTH, '  ')
    return [
      `${paint.info('open')}${first.slice('open'.length)}`,
      ...more,
      ...detailLines(routerWords(routers, addresses), occasions(scenarios, play.scenarios.length)),
    ]
  })
}

function summaryLine({ scenarios }: FailoverReport, troubles: readonly Trouble[], paint: Paint): string {
  const problems = counted(troubles.length, 'problem')
  const isBad = troubles.some(({ severity }) => severity === 'error')
  const colour = isBad ? paint.error : troubles.length > 0 ? paint.warning : (text: string): string => text
  return `${counted(scenarios.length, 'scenario')}, ${colour(problems)}`
}
