/** A running laboratory: real daemons on nodes of their own, the events that they meet, and what was seen of them. */
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import type { FixtureNode } from './fixtures.ts'
import { checkedFiles } from './settings.ts'

/** An address came or went; times are seconds since 1970. */
export interface AddressChange {
  readonly at: number
  readonly node: string
  readonly address: string
  readonly isThere: boolean
}

/** A line of a daemon. */
export interface LogLine {
  readonly at: number
  readonly node: string
  readonly text: string
}

/** What one can do with a laboratory. */
export interface Lab {
  /** Does what a line of `lab.sh` says, and tells when that was. */
  readonly command: (line: string) => Promise<number>
  /** The addresses of each node, now. */
  readonly look: () => Promise<ReadonlyMap<string, ReadonlySet<string>>>
  /** What was seen so far, of all nodes, in the order in which it came. */
  readonly changes: readonly AddressChange[]
  readonly log: readonly LogLine[]
  readonly close: () => Promise<void>
}

/** Makes the nodes; their daemons do not run yet. `script` is the path of `lab.sh`. */
export async function openLab(script: string, keepalived: string, nodes: readonly FixtureNode[]): Promise<Lab> {
  const folder = mkdtempSync(join(tmpdir(), 'kalint-lab-'))
  for (const { name, text } of nodes) {
    writeFileSync(join(folder, `${name}.conf`), text, { mode: 0o644 })
    mkdirSync(join(folder, `${name}.files`))
    for (const file of checkedFiles(text)) writeFileSync(join(folder, `${name}.files`, file), '0\n')
  }
  const names = nodes.map(({ name }) => name)
  const process = spawn(
    'unshare',
    ['-nmpf', '--kill-child', '--mount-proc', 'bash', script, folder, keepalived, ...names],
    {
      stdio: ['pipe', 'pipe', 'pipe', ...names.flatMap(() => ['pipe', 'pipe'] as const)],
    },
  )
  const changes: AddressChange[] = []
  const log: LogLine[] = []
  names.forEach((node, index) => {
    eachLine(process, 3 + 2 * index, (text) => log.push({ at: Date.now() / 1000, node, text }))
    eachLine(process, 4 + 2 * index, (text) => changes.push(...addressChange(node, text)))
  })
  const answers = commandAnswers(process)
  await inTime(answers.next(), 'making the nodes')
  const ask = async (line: string): Promise<readonly string[]> => {
    process.stdin?.write(`${line}\n`)
    return inTime(answers.next(), line)
  }
  return {
    command: async (line) => momentIn(await ask(line)),
    look: async () => addressesIn(names, await ask('look')),
    changes,
    log,
    close: async () => {
      const ended = new Promise((resolve) => process.once('close', resolve))
      process.kill('SIGKILL')
      await ended
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** Milliseconds that a command takes at most, on a busy machine. */
const COMMAND_TIME = 30_000

async function inTime<T>(answer: Promise<T>, what: string): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`too long: ${what}`)), COMMAND_TIME)
  })
  return Promise.race([answer, late]).finally(() => clearTimeout(timer))
}

function eachLine(process: ChildProcess, descriptor: number, see: (line: string) => void): void {
  createInterface({ input: process.stdio[descriptor] as Readable }).on('line', see)
}

/** Collects what the script prints until it is done. */
function commandAnswers(process: ChildProcess): { readonly next: () => Promise<readonly string[]> } {
  let lines: string[] = []
  let failure: Error | undefined
  let settle: ((outcome: readonly string[] | Error) => void) | undefined
  const done: (readonly string[])[] = []
  const complaints: string[] = []
  eachLine(process, 2, (line) => complaints.push(line))
  eachLine(process, 1, (line) => {
    if (line !== 'done') return lines.push(line)
    const answer = lines
    lines = []
    if (settle === undefined) return done.push(answer)
    return settle(answer)
  })
  process.once('exit', () => {
    failure = new Error(`the laboratory ended: ${complaints.join('\n')}`)
    settle?.(failure)
  })
  const next = (): Promise<readonly string[]> =>
    new Promise((resolve, reject) => {
      const answer = done.shift() ?? failure
      const finish = (outcome: readonly string[] | Error): void => {
        settle = undefined
        if (outcome instanceof Error) reject(outcome)
        else resolve(outcome)
      }
      if (answer === undefined) settle = finish
      else finish(answer)
    })
  return { next }
}

function momentIn(answer: readonly string[]): number {
  const moment = answer.find((line) => line.startsWith('moment '))
  if (moment === undefined) throw new Error(`nothing happened: ${answer.join('\n')}`)
  return Number(moment.slice('moment '.length))
}

const CHANGE = /^\[([^\]]+)\] (Deleted )?.*\binet6? ([\da-f.:]+)/

/** What a line of `ip -ts -oneline monitor address` tells. */
function addressChange(node: string, line: string): AddressChange[] {
  const [, time = '', deleted, address = ''] = CHANGE.exec(line) ?? []
  if (address === '') return []
  const [whole = '', fraction = '0'] = time.split('.')
  const at = Date.parse(`${whole}Z`) / 1000 + Number(`0.${fraction}`)
  return [{ at, node, address, isThere: deleted === undefined }]
}

function addressesIn(nodes: readonly string[], answer: readonly string[]): Map<string, Set<string>> {
  const held = new Map(nodes.map((node) => [node, new Set<string>()]))
  for (const line of answer) {
    const [, node = '', address = ''] = /^address (\S+) .*\binet6? ([\da-f.:]+)/.exec(line) ?? []
    held.get(node)?.add(address)
  }
  return held
}
