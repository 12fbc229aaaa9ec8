/** Clusters that the report on failover is tried with, and their pages. */
import { newestRelease } from '../../grammar/releases.ts'
import type { Batch } from '../../src/engine/batches.ts'
import { theatresOf, withCauses } from '../../src/engine/failover.ts'
import { lint } from '../../src/engine/lint.ts'
import { resultsOf } from '../../src/failover/outlook.ts'
import type { Depth } from '../../src/failover/scenarios.ts'
import { renderFailoverHtml } from '../../src/output/failover/html.ts'
import { sourceFile } from '../../src/text/source-file.ts'
import { filesInMemory } from '../files-in-memory.ts'

type Texts = Readonly<Record<string, string>>

/** Two nodes that agree: one master, one that stands by, and a script that both track. */
export const pair: Texts = {
  'alpha.conf': node('alpha', [
    instance({ name: 'WEB', id: 51, priority: 150, address: '192.0.2.100', script: 'chk_web' }),
  ]),
  'beta.conf': node('beta', [
    instance({ name: 'WEB', id: 51, priority: 100, address: '192.0.2.100', script: 'chk_web' }),
  ]),
}

/** Of three nodes one has another password, and the script of another one weighs too little. */
export const faulty: Texts = {
  'lb-east.conf': node('lb-east', [
    instance({ name: 'WEB', id: 51, priority: 150, address: '192.0.2.100', script: 'chk_web', weight: -10 }),
    instance({ name: 'MAIL', id: 52, priority: 100, address: '192.0.2.101' }),
  ]),
  'lb-west.conf': node('lb-west', [
    instance({ name: 'WEB', id: 51, priority: 100, address: '192.0.2.100', script: 'chk_web', weight: -10 }),
    instance({ name: 'MAIL', id: 52, priority: 150, address: '192.0.2.101' }),
  ]),
  'lb-south.example.conf': node('lb-south.example', [
    instance({ name: 'WEB', id: 51, priority: 90, address: '192.0.2.100', password: 'vErYs3cr' }),
    instance({ name: 'MAIL', id: 52, priority: 90, address: '192.0.2.101' }),
  ]),
}

/** Five nodes share twenty virtual routers; the last four are of IPv6. */
export const large: Texts = Object.fromEntries(
  [0, 1, 2, 3, 4].map((place) => {
    const instances = Array.from({ length: 20 }, (_, index) =>
      instance({
        name: index < 16 ? `VIP_${index + 1}` : `SIX_${index + 1}`,
        id: index + 1,
        priority: 200 - 20 * ((place + index) % 5),
        address: index < 16 ? `192.0.2.${index + 101}` : `fe80::7:${index + 101}`,
        ...(index % 2 === 0 ? { script: 'chk_proxy', weight: index < 6 ? -10 : -90 } : {}),
      }),
    )
    return [`proxy${place + 1}.conf`, node(`proxy${place + 1}`, instances)]
  }),
)

/** Names that would be markup or scripts if they were not escaped. */
export const hostile: Texts = {
  '<img src=x onerror=alert(1)>.conf': node('one', [
    instance({
      name: '</script><script>alert(2)</script>\u202ex',
      id: 7,
      priority: 150,
      address: '192.0.2.9',
      script: "'><b>chk'",
    }),
  ]),
  "'&-->.conf": node('two', [
    instance({
      name: '</script><script>alert(2)</script>\u202ex',
      id: 7,
      priority: 100,
      address: '192.0.2.9',
      script: "'><b>chk'",
    }),
  ]),
}

/** Both nodes have the same priority, and nothing says whose address is higher. */
export const equal: Texts = {
  'left.conf': node('left', [instance({ name: 'WEB', id: 51, priority: 100, address: '192.0.2.100' })]),
  'right.conf': node('right', [instance({ name: 'WEB', id: 51, priority: 100, address: '192.0.2.100' })]),
}

/** Two pairs that have the same address, in two places. */
export const twoPlaces: readonly Texts[] = ['oslo', 'rome'].map((place, index) =>
  Object.fromEntries(
    [150, 100].map((priority): [string, string] => {
      const name = `${place}-${priority}`
      const web = instance({ name: `${place}_web`, id: 20 + index, priority, address: '192.0.2.100' })
      return [`${name}.conf`, node(name, [web])]
    }),
  ),
)

/** The second node has an instance without an id, so that its daemon stops. */
export const torn: Texts = {
  'one.conf': node('one', [instance({ name: 'WEB', id: 9, priority: 150, address: '192.0.2.9' })]),
  'two.conf': node('two', [
    instance({ name: 'WEB', id: 9, priority: 100, address: '192.0.2.9' }),
    instance({ name: 'OTHER', id: 10, priority: 100, address: '192.0.2.10' }).replace(/ +virtual_router_id.*\n/, ''),
  ]),
}

/** The page on all scenarios of clusters. */
export function pageOf(clusters: Texts | readonly Texts[], depth: Depth = 1): string {
  const batches = [clusters].flat().map((texts): Batch => {
    const entries = Object.entries(texts).map(([path, text]) => sourceFile(path, text))
    return { entries, how: 'named' }
  })
  const report = lint(batches, {
    files: filesInMemory(new Map()),
    target: newestRelease(),
    configIds: [],
    sharedLan: 'unknown',
    secrets: 'masked',
  })
  const outlooks = theatresOf(report).map((theatre) => ({
    theatre,
    results: [...resultsOf(theatre, depth)].map((result) => withCauses(result, report.diagnostics, theatre.cluster)),
  }))
  return renderFailoverHtml(outlooks, report)
}

interface InstanceOptions {
  readonly name: string
  readonly id: number
  readonly priority: number
  readonly address: string
  readonly script?: string
  readonly weight?: number
  readonly password?: string
}

function instance({
  name,
  id,
  priority,
  address,
  script,
  weight = -80,
  password = 'hUsh7711',
}: InstanceOptions): string {
  const isOld = !address.includes(':')
  return `vrrp_instance ${name} {
  state BACKUP
  interface eth0
  virtual_router_id ${id}
  priority ${priority}
  advert_int 1
${isOld ? `  authentication {\n    auth_type PASS\n    auth_pass ${password}\n  }\n` : ''}  virtual_ipaddress {
    ${address}/${isOld ? 24 : 64}
  }
${script === undefined ? '' : `  track_script {\n    ${script} weight ${weight}\n  }\n`}}
`
}

function node(name: string, instances: readonly string[]): string {
  const scripts = new Set(instances.flatMap((text) => /track_script \{\s+(\S+)/.exec(text)?.[1] ?? []))
  const blocks = [...scripts].map(
    (script) => `vrrp_script ${script} {\n  script "/usr/bin/true"\n  interval 2\n  fall 2\n  rise 2\n  user root\n}\n`,
  )
  return `global_defs {\n  router_id ${name}\n  enable_script_security\n}\n${blocks.join('')}${instances.join('')}`
}
