/** Findings about problems that the simulation of failures shows: one for each virtual router and kind. */
import type { Finding } from '../../diagnostics/diagnostic.ts'
import type { Elector } from '../../failover/elector.ts'
import type { Outlook, Trouble } from '../../failover/outlook.ts'
import type { Problem, ProblemKind } from '../../failover/problems.ts'
import { groupBy } from '../../text/group-by.ts'

interface Shown {
  readonly problem: Problem
  readonly result: Trouble
}

/** Where a problem shows in several scenarios, the first one is told. */
export function problemFindings({ results }: Outlook<Trouble>, kind: ProblemKind): Finding[] {
  const shown = results.flatMap((result) => result.problems.map((problem): Shown => ({ problem, result })))
  const ofKind = shown.filter(({ problem }) => problem.kind === kind)
  return [...groupBy(ofKind, ({ problem }) => problem.addresses.join(' ')).values()].flatMap(findingOf)
}

function findingOf(shown: readonly Shown[]): Finding[] {
  const [first] = shown
  const [elector, ...others] = first?.problem.electors ?? []
  if (first === undefined || elector === undefined) return []
  const { problem, result } = first
  const more =
    shown.length === 1
      ? ''
      : ` The same is seen in ${shown.length - 1} more ${shown.length === 2 ? 'scenario' : 'scenarios'}.`
  return [
    {
      message: `${whenOf(result)} ${problem.message}: ${problem.addresses.join(', ')}.${more} \`kalint failover\` shows all that was tried.`,
      at: elector.member.instance.name.at,
      nodes: [...new Set([elector, ...others].map(({ node }) => node))],
      related: others.map(relatedTo),
    },
  ]
}

/** The scenario, to begin a sentence with. */
function whenOf({ scenario }: Trouble): string {
  return scenario.events.length === 0 ? 'Once all nodes run,' : `When ${scenario.title},`
}

function relatedTo({ node, member }: Elector): { message: string; at: Elector['member']['instance']['name']['at'] } {
  return { message: `the instance of ${node}`, at: member.instance.name.at }
}
