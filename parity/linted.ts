/** Lints one configuration as keepalived's config test would read it. */
import { existsSync } from 'node:fs'
import { release } from '../grammar/releases.ts'
import type { Statement } from '../grammar/syntax.ts'
import type { BoundStatement } from '../src/bind/bind.ts'
import { lint } from '../src/engine/lint.ts'
import { originOf } from '../src/expand/mapped-text.ts'
import type { Files } from '../src/text/files.ts'
import { decode, type SourceFile, sourceFile } from '../src/text/source-file.ts'
import { filesInMemory } from '../test/files-in-memory.ts'
import type { Linted, NamedBlock } from './compare.ts'
import type { ConfigCase } from './daemon.ts'
import { NO_ADDRESS } from './messages.ts'

/** The findings about a configuration for a release. Throws where kalint does not know the release. */
export function linted({ entry, files, configId }: ConfigCase, version: string): Linted {
  const target = release(version)
  if (target === undefined) throw new Error(`kalint does not know keepalived ${version}`)
  const sources = new Map([...files].map(([path, bytes]) => [path, sourceFile(path, decode(bytes))]))
  const options = { target, configIds: [configId], sharedLan: 'unknown', secrets: 'masked' } as const
  const entries = [sources.get(entry) ?? sourceFile(entry, '')]
  const report = lint([{ entries, how: 'named' }], { files: filesFrom(sources), ...options })
  const bound = report.clusters.flatMap(({ nodes }) => nodes.map((node) => node.bound))
  const meant = bound.flatMap(({ statements }) => statements)
  const asRead = bound.flatMap((one) => one.asRead?.bound.statements ?? [])
  const isElsewhere = meant.some(({ keyword }) => keyword === 'net_namespace')
  const blocks = [blocksOf(meant), blocksOf(asRead)]
  return { entry, target, files: sources, diagnostics: report.diagnostics, blocks, isElsewhere }
}

/** The files of a configuration. Of the machine no more is known than what is there. */
function filesFrom(sources: ReadonlyMap<string, SourceFile>): Files {
  const files = filesInMemory(new Map([...sources].map(([path, file]) => [path, { kind: 'text', file }])))
  return {
    ...files,
    read: (path) => {
      const content = files.read(path)
      return content.kind === 'missing' && path.startsWith('/') && existsSync(path) ? { kind: 'directory' } : content
    },
  }
}

/** The blocks outside of all blocks. */
function blocksOf(lines: readonly BoundStatement[]): NamedBlock[] {
  return lines.map(({ statement }) => {
    const { file, start } = originOf(statement.keyword.source, statement.keyword)
    return { file, start, end: endOf(statement, file), names: namesOf(statement) }
  })
}

function endOf({ keyword, args, block }: Statement, file: SourceFile): number {
  if (block !== undefined && block.close === undefined) return file.text.length
  const last = block?.close ?? args.at(-1) ?? keyword
  const begin = originOf(keyword.source, keyword)
  const end = originOf(last.source, last)
  // A brace of a definition stands above the block that it closes.
  return end.file.path === file.path && end.end > begin.start ? end.end : file.text.length
}

/** How messages name a block: by its name, or, for a virtual server, by its address without prefix, group or mark. */
function namesOf({ keyword, args }: Statement): string[] {
  const [first, second] = args.map(({ text }) => text)
  if (first === undefined) return []
  if (keyword.text !== 'virtual_server') return [first]
  if (first === 'fwmark' && second !== undefined)
    return [`FWM ${second}`, Number(second) === 0 ? NO_ADDRESS : `FWM ${Number(second)}`]
  return [`[${first === 'group' && second !== undefined ? second : first.replace(/\/.*/, '')}]`]
}
