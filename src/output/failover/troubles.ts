/** The problems of all scenarios: one that several of them have is told once. */
import { groupBy } from '../../text/group-by.ts'
import type { ProblemRecord, RouterRecord, ScenarioRecord, UndeterminedRecord } from './report.ts'
import type { Play } from './scenes.ts'

export interface Trouble extends ProblemRecord {
  /** The virtual routers that it befalls. */
  readonly routers: readonly RouterRecord[]
  readonly scenarios: readonly ScenarioRecord[]
}

/** Errors first. A partition is none: nothing in a file could prevent it. */
export function troublesOf({ routers, scenarios }: Play): Trouble[] {
  const met = scenarios.flatMap((scenario) =>
    scenario.problems.filter(({ severity }) => severity !== 'info').map((problem) => ({ problem, scenario })),
  )
  const byProblem = groupBy(met, ({ problem }) => [problem.kind, problem.message, ...problem.addresses].join('\n'))
  const one = [...byProblem.values()].map((group) => ({
    group,
    problem: group[0]?.problem,
    scenarios: scenariosOf(group),
  }))
  const alike = groupBy(one, ({ problem, scenarios: own }) =>
    [problem?.kind, problem?.message, ...own.map(({ id }) => id)].join('\n'),
  )
  const troubles = [...alike.values()].flatMap((group): Trouble[] => {
    const problem = group[0]?.problem
    if (problem === undefined) return []
    const addresses = [...new Set(group.flatMap((each) => each.problem?.addresses ?? []))]
    return [{ ...problem, addresses, routers: routersOf(routers, addresses), scenarios: group[0]?.scenarios ?? [] }]
  })
  return [
    ...troubles.filter(({ severity }) => severity === 'error'),
    ...troubles.filter(({ severity }) => severity !== 'error'),
  ]
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
