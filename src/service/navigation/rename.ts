/** Renames what a block or a definition declares, in all files of its cluster. */
import { type Argument, optionNamed, partsOf } from '../../../grammar/arguments.ts'
import { allKeywords } from '../../bind/scope.ts'
import { isUnknown, valueFault } from '../../bind/values.ts'
import { builtInAdvice } from '../../expand/definitions.ts'
import { INCLUDE_KEYWORDS } from '../../expand/includes.ts'
import type { Edit } from '../../text/edits.ts'
import type { Place } from '../../text/source-file.ts'
import { type NameAtSpot, type NameUse, namesAt, usesOf } from '../names.ts'
import { nodesReading, type Snapshot, type Spot } from '../snapshot.ts'
import { usesInStep } from './references.ts'

/** Why something cannot be renamed, or not so: a sentence for the user. */
export interface Refusal {
  readonly refused: string
}

/** A name that can be renamed. */
export interface Renameable {
  readonly at: Place
  readonly name: string
}

/** What a rename at a spot would change there. */
export function renameableAt(snapshot: Snapshot, spot: Spot): Renameable | Refusal {
  const found = renamedAt(snapshot, spot)
  return 'refused' in found ? found : { at: found.at, name: found.name.text }
}

/** The edits that give the name at a spot another text. */
export function rename(snapshot: Snapshot, spot: Spot, newName: string): readonly Edit[] | Refusal {
  const found = renamedAt(snapshot, spot)
  if ('refused' in found) return found
  const { name, uses } = found
  if (newName === name.text) return []
  const fault = faultOf(snapshot, { name, uses, newName })
  if (fault !== undefined) return { refused: fault }
  return uses.flatMap(({ written }) => (written === undefined ? [] : [{ at: written, newText: newName }]))
}

interface Renamed {
  readonly name: NameAtSpot
  readonly at: Place
  readonly uses: readonly NameUse[]
}

function renamedAt(snapshot: Snapshot, spot: Spot): Renamed | Refusal {
  const [name, ...others] = namesAt(snapshot, spot)
  if (name === undefined) {
    return { refused: 'Only names can be renamed that a block or a definition in this cluster declares.' }
  }
  if (others.length > 0) return { refused: `The nodes that read this line do not take it for the same name.` }
  const uses = usesInStep(snapshot, name)
  if (!uses.some(({ role }) => role === 'declaration')) {
    return { refused: `Nothing declares \`${name.text}\`${whatIs(name)}, so there is nothing to rename.` }
  }
  const made = uses.find(({ written }) => written === undefined)
  if (name.written === undefined || made !== undefined) {
    return {
      refused: `\`${name.text}\` is made by a definition or sequence in some place: change the text that it is made of.`,
    }
  }
  return { name, at: name.written, uses }
}

/** A name, where it stands, and what it shall be. */
interface Wish {
  readonly name: NameAtSpot
  readonly uses: readonly NameUse[]
  readonly newName: string
}

function faultOf(snapshot: Snapshot, wish: Wish): string | undefined {
  const { name, uses, newName } = wish
  const fault = name.kind === 'definition' ? definitionFault(newName) : blockNameFault(uses, newName)
  if (fault !== undefined) return fault
  const taken = takenIn(snapshot, wish)
  if (taken === undefined) return undefined
  return `\`${newName}\` stands for something else in ${taken.at.file.path}: choose a name that is free.`
}

/** Where the new name is in use by a node that has the old one. */
function takenIn(snapshot: Snapshot, { name, uses, newName }: Wish): NameUse | undefined {
  const paths = new Set(uses.map(({ at }) => at.file.path))
  const nodes = new Set([...paths].flatMap((path) => nodesReading(snapshot, path).map(({ node }) => node)))
  for (const node of nodes) {
    const [taken] = usesOf(node, { kind: name.kind, text: newName })
    if (taken !== undefined) return taken
  }
  return undefined
}

function definitionFault(newName: string): string | undefined {
  if (!/^[A-Za-z_]\w*$/.test(newName)) {
    return `\`${newName}\` cannot be a definition: its name is made of letters, digits and \`_\`, and begins with no digit.`
  }
  return builtInAdvice(newName) === undefined
    ? undefined
    : `\`${newName}\` is a definition that keepalived brings along.`
}

/** Words that are read as one word wherever they stand, and as nothing but a name. */
function blockNameFault(uses: readonly NameUse[], newName: string): string | undefined {
  if (newName === '') return 'A name cannot be empty.'
  if (/[\s{}"'#!\\$]/.test(newName) || !PRINTABLE.test(newName)) {
    return `\`${newName}\` is not one word to keepalived: a name holds no blanks, braces, quotes, \`#\`, \`!\`, \`$\` or \`\\\`.`
  }
  if (/^[@~]/.test(newName)) return `\`${newName}\` begins with a sign that means something else to keepalived.`
  if (isUnknown(newName)) return `\`${newName}\` looks like a place that is still to be filled in.`
  const isWord = allKeywords().has(newName) || INCLUDE_KEYWORDS.some((one) => one === newName)
  const isOption = uses.some(({ argument }) => argument !== undefined && holdsWord(argument, newName))
  if (isWord || isOption) return `\`${newName}\` is a word that keepalived itself uses: choose another name.`
  for (const { value } of uses) {
    const fault = value === undefined ? undefined : valueFault(value, newName)
    if (fault !== undefined) return `\`${newName}\` must be ${fault.because}.`
  }
  return undefined
}

const PRINTABLE = /^[^\p{Cc}\p{Cs}\p{Co}]+$/u

/** Whether a word has a meaning of its own among the arguments. */
function holdsWord(argument: Argument, word: string): boolean {
  if (argument.kind === 'literal') return argument.word === word
  return optionNamed(argument, word) !== undefined || partsOf(argument).some((part) => holdsWord(part, word))
}

/** What kind of thing has a name, in brackets. */
function whatIs({ kind }: NameAtSpot): string {
  return kind === 'definition' ? ' as a definition' : ` as a \`${kind}\``
}
