// The folder that the tests open: the cluster of examples/active-active with one mistake that concerns both nodes, and a
// file of another program.
import { cpSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const EXAMPLE = fileURLToPath(new URL('../../../examples/active-active', import.meta.url))

/** The peer of `VI_2` in nodeA.conf that no node sends from, and the address that is meant. */
export const MISTAKE = { wrong: '192.0.2.23', right: '192.0.2.22' }

const NGINX = `worker_processes auto;
events { worker_connections 1024; }
http {
  # virtual_server of another kind
  server {
    listen 80;
    location / { proxy_pass http://192.0.2.80; }
  }
}
`

export function makeWorkspace(folder) {
  cpSync(EXAMPLE, folder, { recursive: true })
  const nodeA = join(folder, 'nodeA.conf')
  const text = readFileSync(nodeA, 'utf8')
    .replace('198.51.100.21', '192.0.2.21')
    .replace('198.51.100.22', MISTAKE.wrong)
  writeFileSync(nodeA, text)
  writeFileSync(join(folder, 'nginx.conf'), NGINX)
}
