/** What all formats for people call the outcomes of scenarios. */

import { PROBLEM_NAMES } from '../../failover/problems.ts'
import { counted } from '../summary.ts'
import type { RouterRecord, ScenarioRecord } from './report.ts'
import type { Fate, Lane, Play, Scene, Section, Verdict } from './scenes.ts'

export const VERDICTS: Readonly<Record<Verdict, string>> = {
  ok: 'ok',
  gone: 'nobody left',
  open: 'open',
  ...PROBLEM_NAMES,
}

/** Why some outcomes are not told as problems. */
export const PARTITION_NOTE =
  'partition: while nodes cannot reach each other, each of them holds the address. No configuration prevents that.'

/** How long it took: `3.6 s`, `3.2-3.6 s`; `stays` where the holder did not change. */
export function timeOf({ holders, verdict, hasMoved, seconds: [shortest, longest] }: Fate): string {
  if (verdict === 'open' || verdict === 'flapping' || holders === 'nobody' || holders === 'as before') return ''
  if (!hasMoved) return 'stays'
  return shortest === longest ? secondsText(longest) : `${shortest.toFixed(1)}-${secondsText(longest)}`
}

export function secondsText(seconds: number): string {
  return `${seconds.toFixed(1)} s`
}

/** `110`; `?` where only the machine knows. */
export function priorityText(priority: number | null): string {
  return priority === null ? '?' : String(priority)
}

/** Whom a lane is about. */
export function routersIn({ who, names }: Lane): readonly string[] {
  if (who === 'rest') return ['all others']
  return who === 'all' && names.length > 1 ? ['all'] : names
}

/** The only virtual router of a cluster need not be named in each line. */
export function namesRouters({ routers }: Play, scenes: readonly Scene[]): boolean {
  const [only] = routers
  if (routers.length > 1 || only === undefined) return true
  return scenes.some(({ lanes }) => lanes.some(({ names }) => names.some((name) => name !== only.name)))
}

/** Of more sequences of failures only those are shown in which something is wrong that no failure alone brings about. */
const MAX_SEQUENCES = 40

/** What is shown of a section, and what is said of the rest. */
export function shownScenes(
  { scenes }: Section,
  isNew: ReadonlySet<ScenarioRecord>,
): { readonly scenes: readonly Scene[]; readonly hidden: string | undefined } {
  if (!isSequence(scenes) || scenes.length <= MAX_SEQUENCES) return { scenes, hidden: undefined }
  const shown = scenes.filter(({ first }) => isNew.has(first))
  const count = counted(scenes.length - shown.length, 'scenario')
  return { scenes: shown, hidden: `${count} without a problem of their own; --format json has all` }
}

/** Scenes with several events, which no short label could tell. */
export function isSequence(scenes: readonly Scene[]): boolean {
  return scenes.every(({ label }) => label === '')
}

/** Something is wrong in it or once it is over, not counting what no configuration prevents. */
export function isTroubled({ first, end }: Scene): boolean {
  return [first, ...(end === undefined ? [] : [end])].some(({ problems }) =>
    problems.some(({ severity }) => severity !== 'info'),
  )
}

/** `web (192.0.2.10) and mail (192.0.2.20)`, with the addresses that are meant. */
export function routerWords(routers: readonly RouterRecord[], addresses: readonly string[]): string {
  const words = routers.map(({ name, addresses: own }) => {
    const meant = own.filter((address) => addresses.includes(address) && !name.includes(address))
    return meant.length === 0 ? name : `${name} (${meant.join(', ')})`
  })
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`
}

/** More scenarios than this are counted only. */
const MAX_TOLD = 4

/** Where something is so: `when lb1 dies`; of many scenarios a few. */
export function occasions(met: readonly ScenarioRecord[], all: number): string[] {
  if (met.length === all && all > 1) return ['in every scenario']
  const told = met.length === MAX_TOLD + 1 ? met : met.slice(0, MAX_TOLD)
  const more = met.length - told.length
  return [...told.map(({ title }) => `when ${title}`), ...(more === 0 ? [] : [`and in ${more} more scenarios`])]
}
