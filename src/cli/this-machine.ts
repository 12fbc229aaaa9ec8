/** What is known of the machine that kalint runs on: `ip -json` is asked, and files are looked at, never run. */
import { execFile } from 'node:child_process'
import { statSync } from 'node:fs'
import { promisify } from 'node:util'
import { COLLECTED } from '../facts/collect.ts'
import { type HostFacts, type HostFile, mergedFacts } from '../facts/host.ts'
import { failure } from './failure.ts'

const run = promisify(execFile)

/** In bytes: a router knows many routes. */
const MOST_OUTPUT = 256 * 1024 * 1024

/** Asks the machine. It fails with a reason where there is no `ip` that prints JSON. */
export async function factsOfThisMachine(): Promise<HostFacts> {
  const { settingsParts } = await import('./settings-parts.ts')
  const facts: HostFacts[] = []
  for (const { key, words } of COLLECTED) {
    const command = `ip ${words.join(' ')}`
    const { facts: read, problem } = settingsParts.readFacts(`{"${key}": ${await outputOf(words, command)}}`)
    if (read === undefined) throw failure(`--host: \`${command}\` printed what is not expected: ${problem.message}`)
    facts.push(read)
  }
  return mergedFacts([...facts, { fileAt }])
}

async function outputOf(words: readonly string[], command: string): Promise<string> {
  try {
    const { stdout } = await run('ip', words, { maxBuffer: MOST_OUTPUT })
    return stdout.trim() === '' ? '[]' : stdout
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') {
      throw failure(
        '--host: there is no `ip` on this machine (package iproute2). Use --facts with facts collected elsewhere.',
      )
    }
    const [line = ''] = String(error instanceof Error ? error.message : error).split('\n')
    throw failure(`--host: \`${command}\` failed, which needs iproute2 4.14 or newer: ${line}`)
  }
}

/** What lies at a path; `undefined` where kalint may not look. */
function fileAt(path: string): HostFile | undefined {
  try {
    const stats = statSync(path, { throwIfNoEntry: false })
    if (stats === undefined) return { kind: 'missing' }
    const kind = stats.isFile() ? 'file' : stats.isDirectory() ? 'directory' : 'other'
    return { kind, mode: stats.mode & 0o7777, owner: stats.uid, group: stats.gid }
  } catch {
    return undefined
  }
}
