/** Runs an editor without a screen on a copy of the example cluster, with the built kalint as its language server. */
import { spawnSync } from 'node:child_process'
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { onTestFinished } from 'vitest'
import { program } from '../run-kalint.ts'

const examples = join(import.meta.dirname, '../../examples/active-active')

/** For a busy machine, in milliseconds. */
export const PATIENCE = 60_000

/** A folder that is a user's: three nodes in `nodes/`, other files, a home and a `bin` with kalint. */
export interface Desk {
  readonly folder: string
  readonly nodeA: string
  readonly nodeB: string
  /** A node of its own, which has a finding only with the release that the settings of the page name. */
  readonly oldNode: string
  /** Writes a file into the folder; the result is its path. */
  write(name: string, text: string): string
  read(path: string): string
  /** Runs an editor; what its script wrote into the file `$RESULT` is the result. */
  run(command: string, args: readonly string[], env?: Readonly<Record<string, string>>): unknown
}

/** A desk, until the test is over. */
export function newDesk(): Desk {
  const folder = mkdtempSync(join(tmpdir(), 'kalint-editor-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const write = (name: string, text: string): string => {
    const path = join(folder, name)
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, text)
    return path
  }
  cpSync(examples, join(folder, 'nodes'), { recursive: true })
  const oldNode = write('nodes/old.conf', 'global_defs {\n  router_id old\n  use_symlink_paths\n}\n')
  const wrapper = write('bin/kalint', `#!/bin/sh\nexec '${process.execPath}' '${program}' "$@"\n`)
  chmodSync(wrapper, 0o755)
  mkdirSync(join(folder, 'home'))
  const result = join(folder, 'result.json')
  return {
    folder,
    nodeA: join(folder, 'nodes/nodeA.conf'),
    nodeB: join(folder, 'nodes/nodeB.conf'),
    oldNode,
    write,
    read: (path) => readFileSync(path, 'utf8'),
    run: (command, args, env = {}) => {
      rmSync(result, { force: true })
      const { status, signal, stdout, stderr, error } = spawnSync(command, args, {
        cwd: folder,
        encoding: 'utf8',
        timeout: PATIENCE,
        killSignal: 'SIGKILL',
        env: {
          ...process.env,
          ...env,
          TERM: 'xterm',
          HOME: join(folder, 'home'),
          XDG_RUNTIME_DIR: folder,
          PATH: `${join(folder, 'bin')}${delimiter}${process.env.PATH ?? ''}`,
          FOLDER: folder,
          RESULT: result,
        },
      })
      if (existsSync(result)) return JSON.parse(readFileSync(result, 'utf8'))
      const end = `exit code ${status}, signal ${signal}, ${error?.message ?? ''}`
      throw new Error(`${command} wrote no result (${end}):\n${stdout}\n${stderr}`)
    },
  }
}

/** Whether an editor is on this machine. Where all tests must run, its absence is a failure. */
export function canRun(command: string, args: readonly string[], required: boolean): boolean {
  const { status } = spawnSync(command, args, { stdio: 'ignore' })
  if (status === 0) return true
  if (required) throw new Error(`${command} is not installed; CONTRIBUTING.md says which packages the tests need.`)
  console.warn(`${command} is not tested, because it is not installed.`)
  return false
}

/** The editors that are tested only by `npm run test:editors`. */
export const allEditors = process.env.KALINT_ALL_EDITORS === 'true'

/** The first node of the example with one mistake that has a fix: the peer of its second instance. */
export function mistypedPeer(nodeA: string): string {
  return nodeA.replace('198.51.100.21', '192.0.2.21').replace('198.51.100.22', '192.0.2.23')
}

/** Files whose type an editor tells by name or by content, and whether it is keepalived's. */
export function filesToRecognise(desk: Desk): Readonly<Record<string, boolean>> {
  const block = 'vrrp_instance VI_1 {\n  interface eth0\n}\n'
  const nginx = 'events {\n}\nhttp {\n  # vrrp_instance VI_1 {\n  server {\n    virtual_server on;\n  }\n}\n'
  const files: Readonly<Record<string, readonly [text: string, isKeepalived: boolean]>> = {
    'keepalived.conf': ['', true],
    'keepalived-lb1.conf': ['! empty\n', true],
    'lb1.keepalived.conf': ['', true],
    'keepalived.conf.lb1': [block, true],
    'keepalived.cfg': [block, true],
    'roles/keepalived/files/common.conf': ['priority 100\n', true],
    'etc/keepalived.d/vips.conf': ['', true],
    'nodeA.conf': [`# Left machine\n\n${block}`, true],
    'late.conf': [`net_namespace lb\n@lb1 priority_of_nothing\n@lb1 ${block}`, true],
    'lb.cfg': ['global_defs\n{\n  router_id lb\n}\n', true],
    'nginx.conf': [nginx, false],
    'sites/web.conf': [nginx, false],
    'haproxy.cfg': ['global\n  daemon\n', false],
    'notes.txt': [block, false],
  }
  return Object.fromEntries(
    Object.entries(files).map(([name, [text, isKeepalived]]) => [desk.write(`types/${name}`, text), isKeepalived]),
  )
}
