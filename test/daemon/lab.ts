/** Nodes that run the real keepalived, each in a network namespace of its own. Their first interfaces are on one LAN, their second on another, and so on. */
import { execFile, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

/** A node: its configuration, and what else its interfaces have before keepalived runs. */
export interface LabNode {
  readonly name: string
  readonly text: string
  /** Addresses with prefix of the first interface, besides those that adverts are sent from; without any it gets one. */
  readonly addresses?: readonly string[]
  /** The interfaces, where not all that the configuration names are there. */
  readonly interfaces?: readonly string[]
}

/** What is done once the nodes have settled: the process of a node is killed, or its cables are pulled. */
export type Incident = { readonly kind: 'kill' | 'unplug'; readonly node: string }

/** What was seen. */
export interface Observation {
  /** The nodes that hold an address, by name. */
  readonly holders: (address: string) => readonly string[]
  /** The nodes whose keepalived runs. */
  readonly running: readonly string[]
}

export interface LabResult {
  readonly settled: Observation
  /** After the incident, where there is one. */
  readonly after: Observation
  /** What the daemons logged, by node. */
  readonly logs: ReadonlyMap<string, string>
}

/** Its processes all end with the first one, which is this script. */
const SCRIPT = join(import.meta.dirname, 'lab.sh')

/** Seconds until nodes have elected a master, at one advert a second, and until they have elected another one. */
const SETTLE = 9
const RECOVER = 7

/** Whether labs can be made here: it takes root, keepalived and iproute2. */
export function canRunLabs(): boolean {
  const run = spawnSync('unshare', ['-nmpf', 'sh', '-c', 'keepalived --version && ip -V'], { encoding: 'utf8' })
  return run.status === 0
}

const run = promisify(execFile)

/** Starts the nodes, waits, looks, lets the incident happen, waits and looks again. All processes end with it. */
export async function runLab(nodes: readonly LabNode[], incident?: Incident): Promise<LabResult> {
  const folder = mkdtempSync(join(tmpdir(), 'kalint-lab-'))
  try {
    nodes.forEach(({ name, text, addresses = [], interfaces = interfacesIn(text) }, index) => {
      const sources = [...addresses, ...sourcesIn(text)]
      const own = sources.length > 0 ? [...new Set(sources)] : [`203.0.113.${index + 1}/24`]
      writeFileSync(join(folder, `${name}.conf`), text, { mode: 0o644 })
      writeFileSync(join(folder, `${name}.interfaces`), `${interfaces.join('\n')}\n`)
      writeFileSync(join(folder, `${name}.addresses`), `${own.join('\n')}\n`)
    })
    writeFileSync(join(folder, 'nodes'), nodes.map(({ name }) => `${name}\n`).join(''))
    const steps = incident === undefined ? [] : [incident.kind, incident.node]
    const script = ['bash', SCRIPT, folder, `${SETTLE}`, `${RECOVER}`, ...steps]
    await run('unshare', ['-nmpf', '--kill-child', '--mount-proc', ...script])
    const names = nodes.map(({ name }) => name)
    return {
      settled: observation(folder, names, 'settled'),
      after: observation(folder, names, 'after'),
      logs: new Map(names.map((name) => [name, readFileSync(join(folder, `${name}.log`), 'latin1')])),
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function interfacesIn(text: string): string[] {
  const names = [...text.matchAll(/\b(?:interface|dev)\s+([\w.-]+)/g)].map(([, name = '']) => name)
  return [...new Set(names)]
}

/** The addresses that adverts are sent from, with a prefix. */
function sourcesIn(text: string): string[] {
  const sources = [...text.matchAll(/\b(?:unicast_src_ip|mcast_src_ip)\s+([\da-f.:]+)/g)].map(
    ([, source = '']) => source,
  )
  return sources.map((source) => `${source}/${source.includes(':') ? 64 : 24}`)
}

function observation(folder: string, names: readonly string[], when: 'settled' | 'after'): Observation {
  const seen = new Map(names.map((name) => [name, readFileSync(join(folder, `${name}.${when}`), 'latin1')]))
  const addresses = (name: string): readonly string[] => (seen.get(name) ?? '').match(/(?<=inet6? )[\da-f.:]+/g) ?? []
  return {
    holders: (address) => names.filter((name) => addresses(name).includes(address)),
    running: names.filter((name) => seen.get(name)?.startsWith('running') === true),
  }
}
