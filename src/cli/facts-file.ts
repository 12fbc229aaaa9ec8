/** Files with facts about machines, read from the disk. */
import type { HostFacts } from '../facts/host.ts'
import type { FactsReading } from '../facts/read.ts'
import { positionAt, sourceFile } from '../text/source-file.ts'
import { stateOf, textOf } from './disk-files.ts'
import { failure } from './failure.ts'

/** From the text of a facts file; loaded with what reads settings. */
export type FactsReader = (text: string) => FactsReading

/** The facts of a file, or an error that tells by line and column what is wrong with it. `shown`: how to call the file. */
export function factsFromFile(path: string, shown: string, read: FactsReader): HostFacts {
  const text = stateOf(path).kind === 'file' ? textOf(path) : undefined
  if (text === undefined) throw failure(`${shown}: ${whyUnread(path)}`)
  const { facts, problem } = read(text)
  if (facts !== undefined) return facts
  const { line, column } = positionAt(sourceFile(shown, text), problem.start)
  throw failure(`${shown}:${line}:${column}: ${problem.message}`)
}

/** Why a path holds no facts, and what to do. */
export function whyUnread(path: string): string {
  const { kind } = stateOf(path)
  if (kind === 'missing')
    return 'no such file; expected facts about a machine. `kalint facts` prints how to collect them.'
  if (kind === 'directory') return 'this is a directory; expected a file with facts about a machine.'
  return kind === 'special' ? 'not a plain file.' : 'may not be read. Check its permissions.'
}
