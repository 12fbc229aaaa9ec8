/** The tables know exactly the keywords of keepalived, and say something sane about each. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Argument, Deprecation, Option } from '../grammar/arguments.ts'
import type { Directive, DirectiveTable } from '../grammar/directive.ts'
import { root } from '../grammar/directives/root.ts'
import { NEXT_RELEASE, newestRelease } from '../grammar/releases.ts'
import { includeOf } from '../src/expand/includes.ts'
import { fromFile } from '../src/expand/mapped-text.ts'
import { sourceFile } from '../src/text/source-file.ts'

/** A keyword in its block; `block` is `/` outside of all blocks. */
interface Entry {
  readonly block: string
  readonly keyword: string
  readonly directive: Directive
}

/** What a table says about a keyword, or about an option word of its lines. */
interface Saying {
  readonly where: string
  readonly word: string
  readonly doc: string
  readonly source: string
  readonly args: Argument
  readonly since?: string
  readonly deprecated?: Deprecation
  /** The words that may stand in its place. */
  readonly siblings: readonly string[]
}

/** `block keyword`, `* include word` and `block/keyword#option word`, one a line. */
const known = readFileSync(join(import.meta.dirname, '../fixtures/keywords.txt'), 'utf8')
  .trimEnd()
  .split('\n')
const knownOptions = known.filter((line) => line.includes('#option '))
const knownIncludes = known.filter((line) => line.startsWith('* '))
const knownPairs = known.filter((line) => !line.includes('#option ') && !line.startsWith('* '))

/** Words for one thing, which share its sentence. */
const SYNONYMS = [
  ...['brd broadcast', 'dev iif', 'dev oif', 'dsfield tos', 'hoplimit ttl', 'lookup table'],
  ...['metric preference priority', 'neighbor_ip neighbour_ip', 'order preference priority'],
  ...['sup_group suppress_ifgroup', 'sup_pl suppress_prefixlength'],
]

const entries = entriesOf(root, '/')
const sayings = [...entries.map(sayingOf), ...entries.flatMap(optionSayings)]

describe('the set of keywords', () => {
  it('is that of keepalived', () => {
    expect(entries.map(({ block, keyword }) => `${block} ${keyword}`).sort()).toEqual([...knownPairs].sort())
  })

  it('has the known size', () => {
    expect(entries).toHaveLength(531)
    expect(new Set([...knownPairs, ...knownIncludes].map((line) => line.split(' ')[1])).size).toBe(369)
  })

  it('has the option words of keepalived, and no other', () => {
    const options = entries.flatMap((entry) => namesAt(entry, openWords))
    const choices = entries.flatMap((entry) => namesAt(entry, choiceWords))
    expect(options.filter((name) => !knownOptions.includes(name))).toEqual([])
    expect(knownOptions.filter((name) => ![...options, ...choices].includes(name))).toEqual([])
  })

  it('has the include words of keepalived, and no other', () => {
    const candidates = ['include', ...[...'abcdefghijklmnopqrstuvwxyz'].map((letter) => `include${letter}`)]
    const includes = candidates.filter((word) => {
      const text = `${word} part.conf`
      return includeOf(fromFile(sourceFile('a.conf', text), 0, text.length))?.keyword === word
    })
    expect(includes.map((word) => `* ${word}`)).toEqual([...knownIncludes].sort())
  })

  it('has three keywords that no release knows yet', () => {
    const coming = entries.filter(({ directive }) => directive.since === NEXT_RELEASE)
    expect(coming.map(({ block, keyword }) => `${block} ${keyword}`).sort()).toEqual([
      'global_defs set_supplementary_groups',
      'virtual_server/real_server/HTTP_GET sni_name',
      'virtual_server/real_server/SSL_GET sni_name',
    ])
  })
})

describe('every keyword and option', () => {
  it('has a sentence of readable length', () => {
    const wrong = sayings.filter(({ doc }) => !/^[A-Z0-9`-].*[^.]\.$/.test(doc) || doc.length >= 220)
    expect(wrong.map(({ where, doc }) => `${where} (${doc.length}): ${doc}`)).toEqual([])
  })

  it('has a sentence without typing slips', () => {
    const slips = sayings.filter(
      ({ doc }) => / {2}| [.,;:](?!\.\.)|\bthe the\b/.test(doc) || doc.split('`').length % 2 === 0,
    )
    expect(slips.map(({ where, doc }) => `${where}: ${doc}`)).toEqual([])
  })

  it('has a sentence of its own', () => {
    const wordsByDoc = new Map<string, Set<string>>()
    for (const { doc, word } of sayings) wordsByDoc.set(doc, (wordsByDoc.get(doc) ?? new Set()).add(word))
    const shared = [...wordsByDoc.values()]
      .filter((words) => words.size > 1)
      .map((words) => [...words].sort().join(' '))
    expect([...new Set(shared)].sort()).toEqual(SYNONYMS)
  })

  it('has its source', () => {
    const wrong = sayings.filter(({ source }) => !/^[a-z_]+\.[ch]:[1-9]\d*$/.test(source))
    expect(wrong.map(({ where, source }) => `${where}: ${source}`)).toEqual([])
  })

  it('is known since a release', () => {
    expect(entries.filter(({ directive }) => directive.since === '')).toEqual([])
    const wrong = sayings.filter(({ since }) => since !== undefined && since !== NEXT_RELEASE && !isReleased(since))
    expect(wrong.map(({ where, since }) => `${where}: ${since}`)).toEqual([])
  })
})

describe('every deprecated word', () => {
  const deprecated = sayings.flatMap((saying) =>
    saying.deprecated === undefined ? [] : [{ ...saying, deprecated: saying.deprecated }],
  )

  it('is a known one', () => {
    expect([...new Set(deprecated.map(({ word }) => word))].sort()).toEqual([
      ...['bfd_rlimit_rtime', 'checker_rlimit_rtime', 'enable_snmp_keepalived', 'global_tracking', 'gw', 'host'],
      ...['linkbeat_use_polling', 'lvs_flush_onstop', 'lvs_process_name', 'lvs_sync_daemon_interface', 'native_ipv6'],
      ...['nb_get_retry', 'or', 'thread_timer_expired', 'vmac_garp_intvl', 'vrrp_rlimit_rtime', 'vrrp_track_file'],
      'vrrp_vmac_garp_intvl',
    ])
  })

  it('has a successor that may stand in its place', () => {
    const wrong = deprecated.filter(({ deprecated: { use }, word, siblings }) => {
      const isKeyword = /^[a-z_]+$/.test(use)
      return use === word || /^$|[.\s]$/.test(use) || (isKeyword && !siblings.includes(use) && !isRootKeyword(use))
    })
    expect(wrong.map(({ where, deprecated: { use } }) => `${where}: use ${use}`)).toEqual([])
  })

  it('is deprecated in a release that knows it', () => {
    const wrong = deprecated.filter(({ deprecated: { since, told }, since: own }) => {
      if (since === undefined) return told !== 'silent' && own !== undefined && !isReleased(own)
      return !isReleased(since) || (own !== undefined && compareVersions(own, since) > 0)
    })
    expect(wrong.map(({ where, deprecated: { since } }) => `${where}: ${since}`)).toEqual([])
  })
})

function entriesOf(table: DirectiveTable, block: string): Entry[] {
  return Object.entries(table).flatMap(([keyword, directive]) => {
    const entry = { block, keyword, directive }
    const { body } = directive
    return body?.kind === 'keywords' ? [entry, ...entriesOf(body.directives, pathOf(entry))] : [entry]
  })
}

function pathOf({ block, keyword }: Entry): string {
  return block === '/' ? keyword : `${block}/${keyword}`
}

function sayingOf({ block, keyword, directive }: Entry): Saying {
  const siblings = entries.filter((other) => other.block === block).map((other) => other.keyword)
  return { ...directive, where: `${block} ${keyword}`, word: keyword, siblings }
}

function optionSayings(entry: Entry): Saying[] {
  return argumentsOf(entry).flatMap((argument) =>
    argument.kind === 'options'
      ? Object.entries(argument.of).map(([word, option]: [string, Option]) => ({
          ...option,
          where: `${pathOf(entry)}#option ${word}`,
          word,
          siblings: Object.keys(argument.of),
        }))
      : [],
  )
}

/** The arguments of a keyword line and of the lines of its block, those inside of others included. */
function argumentsOf({ directive }: Entry): Argument[] {
  const { body } = directive
  const line = body?.kind === 'lines' ? [body.line] : body?.kind === 'words' ? [body.word] : []
  return [directive.args, ...line].flatMap(withNested)
}

function withNested(argument: Argument): Argument[] {
  switch (argument.kind) {
    case 'sequence':
      return [argument, ...argument.items.flatMap(withNested)]
    case 'either':
      return [argument, ...argument.forms.flatMap(withNested)]
    case 'optional':
    case 'many':
      return [argument, ...withNested(argument.item)]
    case 'options': {
      const inside = Object.values(argument.of).map((option) => option.args)
      return [argument, ...[...inside, ...[argument.otherwise ?? []].flat()].flatMap(withNested)]
    }
    default:
      return [argument]
  }
}

function namesAt(entry: Entry, wordsOf: (argument: Argument) => readonly string[]): string[] {
  return argumentsOf(entry)
    .flatMap(wordsOf)
    .map((word) => `${pathOf(entry)}#option ${word}`)
}

function openWords(argument: Argument): readonly string[] {
  if (argument.kind === 'literal') return [argument.word]
  return argument.kind === 'options' ? Object.keys(argument.of) : []
}

function choiceWords(argument: Argument): readonly string[] {
  return argument.kind === 'choice' ? argument.values : []
}

function isRootKeyword(word: string): boolean {
  return Object.hasOwn(root, word)
}

function isReleased(version: string): boolean {
  return /^\d+\.\d+\.\d+$/.test(version) && newestRelease().atLeast(version)
}

function compareVersions(one: string, other: string): number {
  return one.localeCompare(other, 'en', { numeric: true })
}
