// node bench/failover.mjs: how long `kalint failover --depth 2` takes for 5 nodes with 20 virtual routers, the whole process.
// Appends a row to the table in bench/README.md. With `--write FOLDER` the configurations are written there instead.
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build, environment as env, median, project, runCells } from './processes.mjs'
import { addRow } from './rows.mjs'

const NODES = 5
const ROUTERS = 20
const RUNS = 5
/** In milliseconds. */
const MOST = 2000

const args = process.argv.slice(2)
const target = args.includes('--write') ? args[args.indexOf('--write') + 1] : undefined
const folder = target ?? mkdtempSync(join(tmpdir(), 'kalint-bench-'))
mkdirSync(folder, { recursive: true })
const paths = Array.from({ length: NODES }, (_, node) => join(folder, `lb${node + 1}.conf`))
for (const [node, path] of paths.entries()) writeFileSync(path, nodeText(node))
if (target === undefined) measure()

function measure() {
  build()
  const words = ['dist/kalint.cjs', 'failover', '--depth', '2', '--format', 'json', ...paths]
  const times = []
  let scenarios = 0
  for (let turn = 0; turn < RUNS; turn++) {
    const start = performance.now()
    const { stdout } = spawnSync('node', words, { cwd: project, env, encoding: 'utf8', maxBuffer: 2 ** 28 })
    times.push(performance.now() - start)
    scenarios = JSON.parse(stdout).scenarios.length
  }
  rmSync(folder, { recursive: true })
  const time = median(times)
  addRow('## What fails over', [...runCells(), scenarios, `${time.toFixed(0)} ms`])
  console.log(`${scenarios} scenarios in ${time.toFixed(0)} ms of ${MOST}`)
  if (time > MOST) process.exitCode = 1
}

/** Each virtual router has its own order of nodes; some are in sync groups, and some have addresses excluded from adverts. */
function nodeText(node) {
  const routers = Array.from({ length: ROUTERS }, (_, router) => router)
  const instances = routers.map((router) => instanceText(node, router)).join('\n')
  return `global_defs {
  router_id lb${node + 1}
}

vrrp_script check_proxy {
  script "/usr/local/bin/check-proxy"
  interval 2
  weight -60
}

vrrp_script check_uplink {
  script "/usr/local/bin/check-uplink"
  interval 2
}

${instances}
vrrp_sync_group both {
  group {
    web1
    web2
  }
}
`
}

function instanceText(node, router) {
  const place = (node + router) % NODES
  const pair = router < 2 ? node : place
  const others = Array.from({ length: NODES }, (_, other) => other).filter((other) => other !== node)
  const isUnicast = router % 2 === 0
  const unicast = `  unicast_src_ip 192.0.2.${node + 1}
  unicast_peer {
${others.map((other) => `    192.0.2.${other + 1}`).join('\n')}
  }
`
  return `vrrp_instance web${router + 1} {
  state BACKUP
  interface eth${router % 2}
  virtual_router_id ${router + 51}
  priority ${200 - 10 * pair}
  advert_int 1
${isUnicast ? unicast : ''}${router % 5 === 4 ? '  nopreempt\n' : ''}  virtual_ipaddress {
    198.51.100.${router + 1}/24
    198.51.100.${router + 101}/24
  }
  track_script {
    ${router < 2 || router % 3 !== 0 ? 'check_uplink' : 'check_proxy'}
  }
}
`
}
