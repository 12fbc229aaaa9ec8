/** What there is to read about every directive and option word, a Markdown page for each: the build keeps them for `kalint explain`. */
import type { Argument, Option } from '../../grammar/arguments.ts'
import type { Body, Directive, DirectiveTable } from '../../grammar/directive.ts'
import { INCLUDE_DOCS } from '../expand/includes.ts'
import { groupBy } from '../text/group-by.ts'
import { keywordPage, optionPage } from './documentation.ts'

/** The pages by word. What a word means in several places stands one below the other. */
export function explanations(root: DirectiveTable): Record<string, string> {
  const meanings = [...meaningsIn(root, []), ...includeMeanings()]
  const words = [...new Set(meanings.map(({ word }) => word))].sort()
  return Object.fromEntries(words.map((word) => [word, explanation(word, meanings)]))
}

/** What a word means in one place. */
interface Meaning {
  readonly word: string
  /** As what it stands there, and where. */
  readonly role: 'Outside of all blocks' | 'In' | 'As an option of' | 'In every block, and outside of all'
  readonly path?: string
  readonly page: string
}

function meaningsIn(table: DirectiveTable, around: readonly string[]): Meaning[] {
  const place: Pick<Meaning, 'role' | 'path'> =
    around.length === 0 ? { role: 'Outside of all blocks' } : { role: 'In', path: pathOf(around) }
  return Object.entries(table).flatMap(([word, directive]) => {
    const path = [...around, word]
    return [
      { word, ...place, page: keywordPage(word, directive) },
      ...optionMeanings(directive, path),
      ...(directive.body?.kind === 'keywords' ? meaningsIn(directive.body.directives, path) : []),
    ]
  })
}

function optionMeanings({ args, body }: Directive, path: readonly string[]): Meaning[] {
  const options = [args, ...lineOf(body)].flatMap(optionsIn)
  return options.map(([word, option]) => ({
    word,
    role: 'As an option of',
    path: pathOf(path),
    page: optionPage(word, option),
  }))
}

/** What the lines of a block take. */
function lineOf(body: Body | undefined): Argument[] {
  if (body === undefined || body.kind === 'keywords') return []
  return [body.kind === 'lines' ? body.line : body.word]
}

function optionsIn(argument: Argument): [string, Option][] {
  switch (argument.kind) {
    case 'options':
      return Object.entries(argument.of).flatMap(([word, option]) => [[word, option], ...optionsIn(option.args)])
    case 'sequence':
      return argument.items.flatMap(optionsIn)
    case 'either':
      return argument.forms.flatMap(optionsIn)
    case 'optional':
    case 'many':
      return optionsIn(argument.item)
    default:
      return []
  }
}

function includeMeanings(): Meaning[] {
  return Object.entries(INCLUDE_DOCS).map(([word, { doc, since }]) => ({
    word,
    role: 'In every block, and outside of all',
    page: `${doc}\n\n- Since keepalived ${since}`,
  }))
}

function pathOf(around: readonly string[]): string {
  return `\`${around.join(' > ')}\``
}

function explanation(word: string, meanings: readonly Meaning[]): string {
  const own = meanings.filter((meaning) => meaning.word === word)
  const parts = groupBy(own, ({ role, page }) => `${role}:${page}`)
  return [`# ${word}`, ...[...parts.values()].flatMap(part)].join('\n\n').concat('\n')
}

/** One page, with all the places that it holds for. */
function part(meanings: readonly Meaning[]): string[] {
  const [first] = meanings
  if (first === undefined) return []
  const paths = [...new Set(meanings.flatMap(({ path }) => path ?? []))]
  return [`${first.role} ${paths.join(', ')}`.trimEnd().concat(':'), first.page]
}
