/** What becomes of a virtual router in a scenario, as one cell of a matrix. */
import type { Cluster, Member, Site, VirtualRouter } from '../../cluster/cluster.ts'
import type { Result } from '../../failover/outlook.ts'
import { PROBLEM_NAMES, type Problem } from '../../failover/problems.ts'

/** A virtual router of a cluster, with what it is called. */
export interface Column {
  readonly router: VirtualRouter
  readonly name: string
  readonly addresses: readonly string[]
}

/**
 * `kept`: nothing has happened to it; `moved`: it has changed or come back to its holder; `nobody`: no node that could hold
 * it is left; `open`: the files do not tell; `apart`: nodes without a link each hold it.
 */
export type CellKind = 'kept' | 'moved' | 'nobody' | 'open' | 'apart' | 'problem'

export interface Cell {
  readonly kind: CellKind
  /** The nodes that hold an address of the router, or may hold it where that is open, in the order of the cluster. */
  readonly holders: readonly string[]
  /** The holders of each of its addresses, where they are not the same for all. */
  readonly byAddress: readonly { readonly address: string; readonly holders: readonly string[] }[]
  readonly seconds: number
  readonly problems: readonly Problem[]
  readonly reason?: string
}

/** The virtual routers of a cluster in its order. */
export function columnsOf({ routers }: Cluster): Column[] {
  return routers.map((router) => {
    const names = router.members.map(({ instance }) => instance.name.value)
    const lines = router.members.flatMap(({ instance }) => [...instance.addresses, ...instance.excludedAddresses])
    return {
      router,
      name: [...new Set(names)].join(' / '),
      addresses: [...new Set(lines.map(({ value }) => value.text))],
    }
  })
}

/** `steady` is the same router before anything happens. */
export function cellOf(result: Result, { router, addresses }: Column, steady?: Cell): Cell {
  const nodes = router.members.map(({ node }) => node.name)
  const problems = result.problems.filter(({ electors }) => electors.some((elector) => isOf(elector.member, router)))
  const own = addresses.map((address) => ({
    address,
    holders: nodes.filter((node) => result.holders.get(address)?.includes(node)),
  }))
  const isOpen = addresses.some((address) => result.undetermined?.addresses.includes(address))
  const candidates = nodes.filter((node) => result.undetermined?.holders.includes(node))
  const holders = isOpen ? candidates : nodes.filter((node) => own.some((one) => one.holders.includes(node)))
  const seconds = Math.max(0, ...addresses.map((address) => result.seconds.get(address) ?? 0))
  const isDivided = !isOpen && own.some((one) => one.holders.join() !== own[0]?.holders.join())
  return {
    kind: isOpen ? 'open' : kindOf({ problems, holders, seconds, steady }),
    holders,
    byAddress: isDivided ? own : [],
    seconds,
    problems,
    ...(isOpen && result.undetermined !== undefined ? { reason: result.undetermined.reason } : {}),
  }
}

function isOf(member: Member<Site>, { members }: VirtualRouter): boolean {
  return members.some(({ instance }) => instance === member.instance)
}

interface Judged extends Pick<Cell, 'problems' | 'holders' | 'seconds'> {
  readonly steady: Cell | undefined
}

function kindOf({ problems, holders, seconds, steady }: Judged): CellKind {
  if (problems.some(isFault)) return 'problem'
  if (problems.length > 0) return 'apart'
  if (holders.length === 0) return 'nobody'
  if (steady === undefined || seconds > 0) return 'moved'
  return holders.join() === steady.holders.join() ? 'kept' : 'moved'
}

/** Whether a configuration could do better: nodes without a link cannot. */
export function isFault({ kind }: Problem): boolean {
  return kind !== 'partition'
}

/** What a problem is called. */
export function problemName({ kind }: Pick<Problem, 'kind'>): string {
  return PROBLEM_NAMES[kind]
}

/** Why a cell is no quiet one, in a word or two. */
export function cellLabel({ kind, problems }: Cell): string | undefined {
  const [first] = [...problems].sort((one, other) => Number(isFault(other)) - Number(isFault(one)))
  if (first !== undefined && kind !== 'open') return problemName(first)
  return kind === 'open' ? 'open' : undefined
}

/** `a`, `a or b`, `a + b`, `nobody`. */
export function holdersText({ kind, holders }: Pick<Cell, 'kind' | 'holders'>): string {
  if (holders.length === 0) return kind === 'open' ? '' : 'nobody'
  return holders.join(kind === 'open' ? ' or ' : ' + ')
}

/** `3.6 s`; empty where nothing takes time. */
export function secondsText({ seconds, kind }: Pick<Cell, 'seconds' | 'kind'>): string {
  if (kind === 'open' || seconds === 0) return ''
  return `${seconds < 0.1 ? '< 0.1' : seconds.toFixed(1)} s`
}

/** What a cell means, in a sentence. */
export function cellSentence(cell: Cell): string {
  if (cell.problems.length > 0) {
    return cell.problems.map((problem) => `${problemName(problem)}: ${problem.message}`).join('; ')
  }
  const time = secondsText(cell)
  if (cell.kind === 'open') return `${holdersText(cell)} holds it: ${cell.reason ?? ''}`
  if (cell.kind === 'nobody') return 'nobody holds it, and no node is left that could'
  if (cell.kind === 'kept') return `stays with ${holdersText(cell)}`
  return `${holdersText(cell)} holds it${time === '' ? '' : ` after ${time}`}`
}
