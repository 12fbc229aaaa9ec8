/** What the process around the command line offers: its streams and its environment. */
import { fstatSync, statSync, writeSync } from 'node:fs'
import { decode } from '../text/source-file.ts'
import { failure } from './failure.ts'
import type { Shell } from './shell.ts'

const STANDARD_OUTPUT = 1
const STANDARD_ERROR = 2

/** The shell of this process; it looks at the process when it is asked, as a start-up snapshot was made in another one. */
export const processShell: Shell = {
  get environment() {
    return process.env
  },
  write: (text) => write(STANDARD_OUTPUT, text),
  tell: (line) => write(STANDARD_ERROR, `${line}\n`),
  hint: (text) => write(STANDARD_ERROR, text),
  readInput,
  isTerminal,
}

/** Ends the process with an exit code: at once, because taking everything down in order takes longer, unless something waits for a slow reader. */
export function leave(code: number): void {
  process.exitCode = code
  if (waiting === 0) process.exit()
}

let waiting = 0

/** Writes all at once. The streams of Node take longer to load than kalint takes to lint. */
function write(descriptor: 1 | 2, text: string): void {
  let rest = Buffer.from(text)
  try {
    while (rest.length > 0) rest = rest.subarray(writeSync(descriptor, rest))
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined
    if (code === 'EPIPE' || (descriptor === STANDARD_ERROR && code !== 'EAGAIN')) return
    if (code !== 'EAGAIN') throw failure(`cannot write to standard output (${code}). Check where it leads.`)
    const stream = descriptor === STANDARD_OUTPUT ? process.stdout : process.stderr
    stream.on('error', () => {})
    waiting += 1
    stream.write(rest, () => {
      waiting -= 1
    })
  }
}

async function readInput(): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of process.stdin) chunks.push(chunk)
  return decode(Buffer.concat(chunks))
}

/** The null device is told apart first, because asking whether a device is a terminal means loading sockets. */
function isTerminal(stream: 'output' | 'error' = 'output'): boolean {
  const stats = fstatSync(stream === 'output' ? STANDARD_OUTPUT : STANDARD_ERROR)
  if (!stats.isCharacterDevice()) return false
  if (stats.rdev === statSync('/dev/null', { throwIfNoEntry: false })?.rdev) return false
  return stream === 'output' ? process.stdout.isTTY : process.stderr.isTTY
}
