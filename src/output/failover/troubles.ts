/** The problems of all scenarios: one that several of them have is told once. */
import { groupBy } from '../../text/group-by.ts'
import type { ProblemRecord, RouterRecord, ScenarioRecord, UndeterminedRecord } from './report.ts'
import type { Play } from './scenes.ts'

export interface Trouble extends ProblemRecord {
  /** The virtual routers that it befalls. */
  readonly routers: readonly RouterRecord[]
  /** Those that have it, the shortest one first. */
  readonly scenarios: readonly ScenarioRecord[]
}

/** Errors first. A partition is none: nothing in a file could prevent it. */
export function troublesOf({ routers, scenarios }: Play): Trouble[] {
  const met = scenarios.flatMap((scenario) =>
    scenario.problems.filter(({ severity }) => severity !== 'info').map((problem) => ({ problem, scenario })),
  )
  const byFate = [...groupBy(met, ({ problem, scenario }) => fateKey(problem, scenario)).values()]
  const alike = groupBy(byFate, (group) =>
    [group[0]?.problem.kind, group[0]?.problem.message, ...scenariosOf(group).map(({ id }) => id)].join('\n'),
  )
  const troubles = [...alike.values()].flatMap((groups): Trouble[] => {
    const [first] = groups[0] ?? []
    if (first === undefined) return []
    const addresses = [...new Set(groups.flatMap((group) => group[0]?.problem.addresses ?? []))]
    const own = scenariosOf(groups[0] ?? [])
    return [{ ...first.problem, addresses, routers: routersOf(routers, addresses), scenarios: own }]
  })
  return [
    ...troubles.filter(({ severity }) => severity === 'error'),
    ...troubles.filter(({ severity }) => severity !== 'error'),
  ]
}

/** The same where the same nodes end up with the same addresses, whoever else stands by. */
function fateKey({ kind, addresses }: ProblemRecord, { holders }: ScenarioRecord): string {
  return [kind, ...addresses.map((address) => `${address}=${holders[address]?.join(' ')}`)].join('\n')
}

/** Scenarios with a trouble that none of the failures in them has by itself. */
export function newlyTroubled(troubles: readonly Trouble[]): ReadonlySet<ScenarioRecord> {
  const found = troubles.filter(({ scenarios }) => scenarios.every(({ events }) => events.length > 1))
  return new Set(found.flatMap(({ scenarios }) => scenarios))
}

/** What the files leave open, and in which scenarios. */
export interface Question extends UndeterminedRecord {
  readonly routers: readonly RouterRecord[]
  readonly scenarios: readonly ScenarioRecord[]
}

export function questionsOf({ routers, scenarios }: Play): Question[] {
  const met = scenarios.flatMap((scenario) => {
    const { undetermined } = scenario
    return undetermined === null ? [] : [{ undetermined, scenario }]
  })
  const alike = groupBy(met, ({ undetermined: { addresses, holders, reason } }) =>
    [reason, ...holders, '', ...addresses].join('\n'),
  )
  return [...alike.values()].flatMap((group): Question[] => {
    const undetermined = group[0]?.undetermined
    if (undetermined === undefined) return []
    return [{ ...undetermined, routers: routersOf(routers, undetermined.addresses), scenarios: scenariosOf(group) }]
  })
}

function scenariosOf(group: readonly { readonly scenario: ScenarioRecord }[]): ScenarioRecord[] {
  return [...new Set(group.map(({ scenario }) => scenario))]
}

function routersOf(routers: readonly RouterRecord[], addresses: readonly string[]): RouterRecord[] {
  return routers.filter((router) => router.addresses.some((address) => addresses.includes(address)))
}
