/** Who can influence whom: instances that get each other's adverts, or that are in one sync group. */
import ipaddr from 'ipaddr.js'
import { sourceAddress } from '../cluster/unicast.ts'
import { groupBy } from '../text/group-by.ts'
import { remembered, rememberedForAll } from '../text/remembered.ts'
import type { Elector } from './elector.ts'
import { type Reception, receptionOf } from './reception.ts'

export interface Arena {
  readonly electors: readonly Elector[]
  /** Who gets the adverts of each elector, by index. */
  readonly audiences: readonly (readonly Listener[])[]
  /** The indices of the members of each sync group. */
  readonly groups: readonly (readonly number[])[]
}

export interface Listener {
  readonly index: number
  readonly reception: Reception
  /** Above 0 where the address of the sender is higher, 0 where it is the same; `undefined` where the files do not tell. */
  readonly addressOrder: number | undefined
}

/** The indices of the electors that have an address, for each address of an arena. */
export const seatsByAddress = remembered(({ electors }: Arena): ReadonlyMap<string, readonly number[]> => {
  const seats = new Map<string, number[]>()
  for (const [index, { member }] of electors.entries()) {
    const { addresses, excludedAddresses } = member.instance
    for (const { value } of [...addresses, ...excludedAddresses]) {
      const known = seats.get(value.text) ?? []
      seats.set(value.text, known)
      if (known.at(-1) !== index) known.push(index)
    }
  }
  return seats
})

const arenaOf = rememberedForAll((electors: readonly Elector[]): Arena => {
  const audiences = electors.map((from) =>
    electors.flatMap((to, index): Listener[] => {
      const reception = receptionOf(from, to)
      return reception === 'unheard' ? [] : [{ index, reception, addressOrder: addressOrder(from, to) }]
    }),
  )
  const groups = [...new Set(electors.flatMap(({ group }) => group ?? []))].map((group) =>
    electors.flatMap((elector, index) => (elector.group === group ? [index] : [])),
  )
  return { electors, audiences, groups }
})

/** The parts of a cluster that do not influence each other. Instances for the same addresses stay together. */
export function arenasOf(electors: readonly Elector[], together: readonly (readonly Elector[])[]): Arena[] {
  const parts = new Map<Elector, Set<Elector>>(electors.map((elector) => [elector, new Set([elector])]))
  const join = (one: Elector, other: Elector): void => {
    const [own, others] = [parts.get(one), parts.get(other)]
    if (own === undefined || others === undefined || own === others) return
    for (const elector of others) {
      own.add(elector)
      parts.set(elector, own)
    }
  }
  for (const [first, ...others] of together) for (const other of others) if (first !== undefined) join(first, other)
  const grouped = groupBy(
    electors.filter(({ group }) => group !== undefined),
    ({ group }) => group,
  )
  for (const [first, ...others] of grouped.values())
    for (const other of others) if (first !== undefined) join(first, other)
  for (const candidates of groupBy(electors, listeningKey).values()) {
    for (const one of candidates) {
      for (const other of candidates) if (receptionOf(one, other) !== 'unheard') join(one, other)
    }
  }
  const places = new Map(electors.map((elector, index) => [elector, index]))
  const inOrder = (one: Elector, other: Elector): number => (places.get(one) ?? 0) - (places.get(other) ?? 0)
  return [...new Set(parts.values())].map((part) => arenaOf([...part].sort(inOrder)))
}

/** Instances that differ in this never hear each other. */
function listeningKey({ member: { instance } }: Elector): string {
  return `${instance.family} ${instance.virtualRouterId?.value}`
}

function addressOrder(from: Elector, to: Elector): number | undefined {
  const [sender, receiver] = [sourceAddress(from.member), sourceAddress(to.member)]
  if (sender === undefined || receiver === undefined) return undefined
  const [own, others] = [ipaddr.parse(sender.text).toByteArray(), ipaddr.parse(receiver.text).toByteArray()]
  return own.map((byte, index) => byte - (others[index] ?? 0)).find((difference) => difference !== 0) ?? 0
}
