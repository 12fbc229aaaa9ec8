/** Completion of what stands outside of statements: references to definitions, conditions, includes and their paths. */
import { BUILT_IN } from '../../expand/definitions.ts'
import { INCLUDE_DOCS, INCLUDES_AMONG_VALUES } from '../../expand/includes.ts'
import { isAbove } from '../../expand/reading.ts'
import { directoryOf } from '../../text/files.ts'
import { nodesReading, placeOf } from '../snapshot.ts'
import { type Asking, isKnownTo, nodesAround } from './asking.ts'
import { unique } from './cluster-values.ts'
import { type CompletionItem, type CompletionOptions, type CompletionRequest, plainItem } from './completion-item.ts'
import type { TypedWord } from './typing.ts'

/** The definitions above the cursor, and those that keepalived brings along. */
export function referenceItems(word: TypedWord, { snapshot, spot }: CompletionRequest): CompletionItem[] {
  const place = placeOf(spot)
  const readers = nodesReading(snapshot, spot.file.path)
  const own = readers.flatMap(({ node }) =>
    node.reading.definitions
      .filter(({ at }) => at.file.text[at.start] === '$' && isAbove(node.reading, at, place))
      .map(({ name }) => ({ text: name })),
  )
  const target = readers[0]?.node.target ?? snapshot.report.target
  const builtIn = Object.entries(BUILT_IN).filter(([, { since }]) => target.atLeast(since))
  // Without braces a name counts only where a blank, `,`, `)` or the line end follows it.
  const next = place.file.text[place.start + word.end - spot.offset]
  const hasBrace = word.text.startsWith('${')
  const isPlain = !hasBrace && (next === undefined || /[\s,)]/.test(next))
  // Editors compare what is typed with the label.
  const label = (name: string): string => (hasBrace ? `\${${name}}` : `$${name}`)
  return [
    ...unique(own).map(({ text }) => referenceItem(label(text), isPlain ? `$${text}` : `\${${text}}`, 'defined above')),
    ...builtIn.map(([name, { form }]) => referenceItem(label(name), `\${${form}}`, 'of keepalived itself')),
  ]
}

function referenceItem(label: string, text: string, detail: string): CompletionItem {
  return { ...plainItem(label, 'definition', { detail }), insert: { kind: 'text', text } }
}

/** The ids that conditions and nodes of the cluster have. */
export function conditionItems({ text }: TypedWord, { snapshot, spot }: CompletionRequest): CompletionItem[] {
  const nodes = nodesAround(snapshot, nodesReading(snapshot, spot.file.path))
  const typed = placeOf(spot)
  const ids = nodes.flatMap(({ configId, reading }) => [
    ...(configId === undefined ? [] : [configId]),
    ...reading.conditions
      .filter(({ at }) => !(at.file === typed.file && at.start <= typed.start && typed.start <= at.end))
      .map(({ id }) => id),
  ])
  const sign = text.startsWith('@^') ? '@^' : '@'
  const detail = sign === '@' ? 'only on this node' : 'on all nodes but this one'
  return [...new Set(ids)].filter((id) => id !== '').map((id) => plainItem(`${sign}${id}`, 'condition', { detail }))
}

/** The files that are included somewhere, as paths from the file at the cursor. */
export function pathItems({ snapshot, spot }: CompletionRequest): CompletionItem[] {
  const own = spot.file.path
  const directory = directoryOf(own)
  const included = snapshot.report.clusters.flatMap(({ nodes }) =>
    nodes.flatMap(({ reading }) => reading.inclusions.map(({ file }) => file.path)),
  )
  return [...new Set(included)]
    .filter((path) => path !== own)
    .map((path) => plainItem(path.startsWith(directory) ? path.slice(directory.length) : path, 'path'))
}

/** The include family, which may stand wherever a line may. Among values the plain one will do. */
export function includeItems(asking: Asking, { snippets }: CompletionOptions): CompletionItem[] {
  const isKnown = isKnownTo(asking)
  const { scope, behind } = asking.line
  const isAmongValues = scope?.kind !== 'keywords'
  return Object.entries(INCLUDE_DOCS)
    .filter(([keyword, { since }]) =>
      isAmongValues ? keyword === 'include' && isKnown(INCLUDES_AMONG_VALUES) : isKnown(since),
    )
    .map(([keyword, { doc, since }]) => {
      const item = plainItem(keyword, 'keyword', { documentation: `${doc}\n\nSince ${since}.` })
      if (behind.length > 0) return item
      const insert = snippets
        ? ({ kind: 'snippet', text: `${keyword} \${1:path}` } as const)
        : ({ kind: 'text', text: `${keyword} ` } as const)
      return { ...item, insert }
    })
}
