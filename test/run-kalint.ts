/** Runs the built command line as its users do. */
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { onTestFinished } from 'vitest'

export const program = join(import.meta.dirname, '../dist/kalint.cjs')

export interface Outcome {
  readonly status: number | null
  readonly stdout: string
  readonly stderr: string
}

interface Surroundings {
  readonly cwd?: string
  readonly input?: string
  readonly env?: Readonly<Record<string, string>>
}

export function kalint(args: readonly string[], { cwd, input, env }: Surroundings = {}): Outcome {
  const { NO_COLOR: _, FORCE_COLOR: __, ...inherited } = process.env
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...args], {
    encoding: 'utf8',
    timeout: 20_000,
    env: { ...inherited, ...env },
    ...(cwd === undefined ? {} : { cwd }),
    ...(input === undefined ? {} : { input }),
  })
  return { status, stdout, stderr }
}

/** A folder with these files, until the test is over. */
export function folderWith(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'kalint-test-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }))
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
  return folder
}

/** A configuration without a mistake. */
export function goodNode({
  state = 'MASTER',
  priority = 150,
  routerId = 51,
  lines = [] as readonly string[],
} = {}): string {
  return [
    'vrrp_instance VI_1 {',
    `    state ${state}`,
    '    interface eth0',
    `    virtual_router_id ${routerId}`,
    `    priority ${priority}`,
    ...lines.map((line) => `    ${line}`),
    '    virtual_ipaddress {',
    '        192.0.2.10/24',
    '    }',
    '}',
    '',
  ].join('\n')
}
