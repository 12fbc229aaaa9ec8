/** The scenarios as Markdown, for a page of documentation or a merge request. */
import { counted } from '../summary.ts'
import type { FailoverReport } from './report.ts'
import { type Fate, type Lane, type Play, playsOf, type Scene, type Section } from './scenes.ts'
import { newlyTroubled, questionsOf, type Trouble, troublesOf } from './troubles.ts'
import {
  namesRouters,
  occasions,
  PARTITION_NOTE,
  priorityText,
  routersIn,
  routerWords,
  shownScenes,
  timeOf,
  VERDICTS,
} from './words.ts'

export function renderFailoverMarkdown(report: FailoverReport): string {
  const plays = playsOf(report)
  const problems = plays.flatMap(troublesOf).length
  const summary = `${counted(report.scenarios.length, 'scenario')}, ${counted(problems, 'problem')}`
  const parts = plays.flatMap((play) => playParts(play, report.target))
  return `${[...parts, `**${summary}**`].join('\n\n')}\n`
}

function playParts(play: Play, target: string): string[] {
  const { cluster, routers, scenarios, sections } = play
  const members = routers.map((router) => [
    router.name,
    router.addresses.join(', '),
    router.members.map(({ node, priority }) => `${node} ${priorityText(priority)}`).join(', '),
  ])
  const hasPartition = scenarios.some(({ problems }) => problems.some(({ kind }) => kind === 'partition'))
  const troubles = troublesOf(play)
  return [
    `## ${escaped(cluster.name)} (keepalived ${target})`,
    table(['Router', 'Addresses', 'Priorities'], members),
    ...cluster.stopped.map(({ node, reason }) => `**${escaped(node)} never runs:** ${escaped(reason)}`),
    ...sections.flatMap((section) => sectionParts(play, section, troubles)),
    ...(hasPartition ? [PARTITION_NOTE] : []),
    ...questionsOf(play).map(({ holders, reason, routers: own, addresses, scenarios: met }) => {
      const subject = `**open:** ${escaped(holders.join(' or '))}, because ${reason}: ${escaped(routerWords(own, addresses))}`
      return [subject, '', ...occasions(met, scenarios.length).map((text) => `- ${escaped(text)}`)].join('\n')
    }),
    ...(troubles.length === 0 ? [] : ['### Problems']),
    ...troubles.map(({ kind, severity, message, routers: own, addresses, scenarios: met }) => {
      const head = `**${severity}** \`${kind}\`: ${escaped(message)}: ${escaped(routerWords(own, addresses))}`
      return [head, '', ...occasions(met, scenarios.length).map((text) => `- ${escaped(text)}`)].join('\n')
    }),
  ]
}

function sectionParts(play: Play, section: Section, troubles: readonly Trouble[]): string[] {
  const { scenes, hidden } = shownScenes(section, newlyTroubled(troubles))
  const hasNames = namesRouters(play, scenes)
  const hasEnds = scenes.some(({ end }) => end !== undefined)
  const ends = hasEnds ? ['Repaired', 'After'] : []
  const head = ['What fails', ...(hasNames ? ['Router'] : []), 'Holder', 'After', '', ...ends, ...(hasEnds ? [''] : [])]
  const rows = scenes.flatMap((scene) =>
    scene.lanes.map((lane, index) => laneCells(scene, lane, index, { hasNames, hasEnds })),
  )
  return [
    ...(section.title === '' ? [] : [`### ${section.title}`]),
    ...(rows.length === 0 ? [] : [table(head, rows)]),
    ...(hidden === undefined ? [] : [hidden]),
  ]
}

interface Columns {
  readonly hasNames: boolean
  readonly hasEnds: boolean
}

function laneCells(
  { label, first: { title } }: Scene,
  lane: Lane,
  index: number,
  { hasNames, hasEnds }: Columns,
): string[] {
  const { first, end } = lane
  const what = index > 0 ? '' : label === '' ? title : label
  return [
    what,
    ...(hasNames ? [routersIn(lane).join(', ')] : []),
    ...fateCells(first),
    ...(hasEnds ? (end === undefined ? ['', '', ''] : fateCells(end)) : []),
  ]
}

function fateCells(fate: Fate): string[] {
  const isBad = !['ok', 'gone', 'open', 'partition'].includes(fate.verdict)
  const word = VERDICTS[fate.verdict]
  return [fate.holders, timeOf(fate), isBad ? `**${word}**` : word]
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [head, head.map(() => '---'), ...rows.map((cells) => cells.map(inCell))]
  return lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n')
}

/** The emphasis of a verdict stays. */
function inCell(text: string): string {
  return /^\*\*[a-z -]+\*\*$/.test(text) ? text : escaped(text)
}

/** Names may hold what Markdown takes for a mark. */
function escaped(text: string): string {
  return text.replace(/[\\*_<>[\]|#]/g, '\\$&')
}
