/** Adverts that one member of a virtual router drops, and what comes of it. */
import type { Severity } from '../diagnostics/diagnostic.ts'
import type { Member, Site } from './cluster.ts'

/** Adverts of `from` that `to` drops. */
export interface Loss {
  readonly from: Member<Site>
  readonly to: Member<Site>
  /** `from` drops those of `to` as well. */
  readonly isMutual: boolean
  readonly severity: Severity
}

/** The pairs of members of which at least one drops the adverts of the other; told once, of the sender with the higher priority. */
export function lossesAmong(
  members: readonly Member<Site>[],
  isDropped: (from: Member<Site>, to: Member<Site>) => boolean,
): Loss[] {
  return members.flatMap((one, index) =>
    members.slice(index + 1).flatMap((other): Loss[] => {
      const [higher, lower] = priorityOf(other) > priorityOf(one) ? [other, one] : [one, other]
      const [falls, rises] = [isDropped(higher, lower), isDropped(lower, higher)]
      if (falls) return [{ from: higher, to: lower, isMutual: rises, severity: 'error' }]
      return rises ? [{ from: lower, to: higher, isMutual: false, severity: harmOf(lower, higher) }] : []
    }),
  )
}

/** What follows, as a sentence. */
export function effectOfLoss({ from, to, isMutual, severity }: Loss, subject: string): string {
  if (isMutual)
    return `${from.node.name} and ${to.node.name} drop the adverts of each other, and both become MASTER for ${subject}.`
  if (severity === 'error')
    return `${to.node.name} drops the adverts of ${from.node.name}, and both become MASTER for ${subject}.`
  return `${to.node.name} drops the adverts of ${from.node.name}. That goes unnoticed only while ${from.node.name} has the lower priority (${priorityOf(from)} against ${priorityOf(to)}).`
}

/** A sender of lower priority whose adverts get lost harms nobody while nothing changes the priorities. */
function harmOf(from: Member<Site>, to: Member<Site>): Severity {
  const isTracking = [from, to].some(({ instance }) =>
    instance.block.block.some((line) => line.keyword.startsWith('track_')),
  )
  return priorityOf(from) < priorityOf(to) && !isTracking ? 'warning' : 'error'
}

function priorityOf({ instance }: Member<Site>): number {
  return instance.priority.value
}
