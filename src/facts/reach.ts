/** What a machine reaches, as far as its addresses and routes tell. */
import type { AddressFamily } from '../../grammar/values.ts'
import { isInNetwork } from '../bind/networks.ts'
import type { ParsedAddress } from '../bind/values.ts'
import { remembered } from '../text/remembered.ts'
import type { HostAddress, HostFacts, HostInterface, HostRoute, Network } from './host.ts'

/** Every interface is known, for each machine has `lo`: a list without it is of a few alone. */
export function knowsAllInterfaces({ interfaces }: HostFacts): boolean {
  return interfaces?.has('lo') === true
}

/** Every interface is known with its addresses. */
export function knowsAllAddresses(facts: HostFacts): boolean {
  return knowsAllInterfaces(facts) && interfacesOf(facts).every(({ addresses }) => addresses !== undefined)
}

/** The interface that has an address. */
export function interfaceWith(facts: HostFacts, { text }: ParsedAddress): HostInterface | undefined {
  return interfacesOf(facts).find(({ addresses = [] }) => addresses.some((one) => one.text === text))
}

/** The interface other than `lo` in whose network an address lies; of several the one with the smallest. */
export function interfaceTowards(facts: HostFacts, address: ParsedAddress): HostInterface | undefined {
  let best: { readonly device: HostInterface; readonly prefix: number } | undefined
  for (const device of interfacesOf(facts)) {
    for (const { prefix } of networksOn(device).filter((network) => isInNetwork(address, network))) {
      if (device.name !== 'lo' && (best === undefined || prefix > best.prefix)) best = { device, prefix }
    }
  }
  return best?.device
}

/** The networks that others on the link of an interface are in. */
export function networksOn({ addresses = [] }: HostInterface): Network[] {
  return addresses.map(({ network }) => network)
}

/** The first address of a family on an interface, which its adverts come from; `skipped`: what the machine may have for a while only. */
export function primaryAddress(
  { addresses = [] }: HostInterface,
  family: AddressFamily,
  skipped: ReadonlySet<string>,
): HostAddress | undefined {
  return addresses.find((one) => one.family === family && !one.isSecondary && !skipped.has(one.text))
}

/** `none`: no network and no route leads there. */
export type Way = 'link' | 'route' | 'none' | 'unknown'

/** How a machine reaches an address, through one of its interfaces if that is given. */
export function wayTo(facts: HostFacts, address: ParsedAddress, device?: string): Way {
  const devices = interfacesOf(facts).filter(({ name }) => device === undefined || name === device)
  if (devices.some((one) => networksOn(one).some((network) => isInNetwork(address, network)))) return 'link'
  const routes = routesFor(facts, address.family)
  if (routes === undefined || !knowsAllAddresses(facts)) return 'unknown'
  return routes.some((route) => leads(route, address, device)) ? 'route' : 'none'
}

/** The routes of a family; `undefined` where none is known: a machine that has addresses has routes to their networks. */
function routesFor(facts: HostFacts, family: AddressFamily): readonly HostRoute[] | undefined {
  const routes = facts.routes ?? []
  return routes.some((one) => one.family === family)
    ? routes.filter((one) => one.family === undefined || one.family === family)
    : undefined
}

function leads({ to, devices, isBlocked }: HostRoute, address: ParsedAddress, device: string | undefined): boolean {
  if (isBlocked || (to !== undefined && !isInNetwork(address, to))) return false
  return device === undefined || devices.length === 0 || devices.includes(device)
}

/** Whether a gateway can be used: it lies on a link, or a route leads there without another gateway. */
export function isOnLink(facts: HostFacts, gateway: ParsedAddress): boolean | undefined {
  if (wayTo(facts, gateway) === 'link') return true
  const routes = routesFor(facts, gateway.family)
  if (routes === undefined || !knowsAllAddresses(facts)) return undefined
  return routes.some((route) => route.isDirect && leads(route, gateway, undefined))
}

const interfacesOf = remembered(({ interfaces }: HostFacts): readonly HostInterface[] => [
  ...(interfaces?.values() ?? []),
])
