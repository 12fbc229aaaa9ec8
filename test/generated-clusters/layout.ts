/** Writes a generated cluster into files, in a layout that a seed decides, and remembers where each line was written. */
import type { GeneratedCluster } from './cluster.ts'
import { conditional, type WrittenLine } from './conditional.ts'
import { type Draw, happens, pick, seeded } from './draw.ts'
import type { Line } from './lines.ts'

/** A line of a file, counted from 0. */
export interface WrittenAt {
  readonly path: string
  readonly line: number
}

export interface WrittenCluster {
  /** The texts of all files by path. */
  readonly files: ReadonlyMap<string, string>
  /** The files that a user names: one for each node, or one for all. */
  readonly entries: readonly string[]
  readonly places: ReadonlyMap<Line, WrittenAt>
}

interface Style {
  readonly draw: Draw
  readonly indent: string
  readonly lineEnd: string
  readonly brace: 'behind' | 'glued' | 'below'
  readonly comment: '#' | '!'
  /** Percent. */
  readonly comments: number
  readonly quotes: number
  readonly oneLine: number
  readonly blankLines: number
  readonly includes: number
  /** Words that stand as definitions, with their names. */
  readonly definitions: ReadonlyMap<string, string>
}

export function written(cluster: GeneratedCluster): WrittenCluster {
  const draw = seeded(cluster.layoutSeed)
  const files = new Map<string, string>()
  const places = new Map<Line, WrittenAt>()
  const path = pick(draw, ['NAME.conf', 'NAME/keepalived.conf', 'keepalived.conf.NAME'])
  const own = cluster.nodes.map(({ name, lines }) => ({
    path: path.replace('NAME', name),
    lines: lines.map(unconditional),
  }))
  const inputs =
    cluster.division === 'one file' ? [{ path: 'keepalived.conf', lines: conditional(cluster.nodes) }] : own
  for (const input of inputs) writeFile(input.path, input.lines, styleFrom(draw, input.lines), { files, places })
  return { files, entries: inputs.map((input) => input.path), places }
}

function unconditional(one: Line): WrittenLine {
  const { words, block, lost } = one
  return {
    words,
    of: [one],
    ...(lost === undefined ? {} : { lost }),
    ...(block === undefined ? {} : { block: block.map(unconditional) }),
  }
}

function styleFrom(draw: Draw, lines: readonly WrittenLine[]): Style {
  return {
    draw,
    indent: pick(draw, ['    ', '  ', '\t', '']),
    lineEnd: pick(draw, ['\n', '\n', '\n', '\r\n']),
    brace: pick(draw, ['behind', 'behind', 'glued', 'below']),
    comment: pick(draw, ['#', '!']),
    comments: pick(draw, [0, 5, 20]),
    quotes: pick(draw, [0, 0, 10, 50]),
    oneLine: pick(draw, [0, 0, 50]),
    blankLines: pick(draw, [0, 5, 20]),
    includes: pick(draw, [0, 0, 30]),
    definitions: happens(draw, 30) ? definitionsOf(draw, lines) : new Map(),
  }
}

/** Some of the words that stand for addresses and interfaces. */
function definitionsOf(draw: Draw, lines: readonly WrittenLine[]): Map<string, string> {
  const inner = (line: WrittenLine): readonly WrittenLine[] => [line, ...(line.block ?? []).flatMap(inner)]
  const words = lines.flatMap(inner).flatMap(({ words }) => (words[0] === 'script' ? [] : words))
  const chosen = [...new Set(words.filter((word) => DEFINABLE.test(word)))].filter(() => happens(draw, 30))
  return new Map(chosen.map((word, index) => [word, `D${index + 1}`]))
}

const DEFINABLE = /^(?:[\d.]+\.\d+(?:\/\d+)?|2001:[\da-f:]+(?:\/\d+)?|(?:eth|ens|bond|enp)[\w.]+)$/

interface Output {
  readonly files: Map<string, string>
  readonly places: Map<Line, WrittenAt>
}

function writeFile(path: string, lines: readonly WrittenLine[], style: Style, output: Output): void {
  const page = new Page(path, style, output)
  if (style.comments > 0) page.add(`${style.comment} The nodes of this cluster stand in for each other.`)
  for (const [text, name] of style.definitions) page.add(`$${name}=${text}`)
  for (const line of lines) {
    page.blank()
    if (happens(style.draw, style.includes)) {
      const included = includedPath(path, output.files)
      page.add(`include ${included.slice(path.lastIndexOf('/') + 1)}`)
      output.files.set(included, '')
      const part = new Page(included, style, output)
      part.write(line, '')
      output.files.set(included, part.text())
    } else page.write(line, '')
  }
  output.files.set(path, page.text())
}

function includedPath(path: string, files: ReadonlyMap<string, string>): string {
  const count = [...files.keys()].filter((known) => known.startsWith(`${path}-part`)).length
  return `${path}-part${count + 1}.inc`
}

/** A file that is being written. */
class Page {
  private readonly lines: string[] = []
  private readonly path: string
  private readonly style: Style
  private readonly output: Output

  constructor(path: string, style: Style, output: Output) {
    this.path = path
    this.style = style
    this.output = output
  }

  text(): string {
    return this.lines.map((line) => `${line}${this.style.lineEnd}`).join('')
  }

  add(text: string): void {
    this.lines.push(text)
  }

  blank(): void {
    if (happens(this.style.draw, this.style.blankLines)) this.add('')
  }

  write(line: WrittenLine, indent: string): void {
    const { style } = this
    const { draw } = style
    if (happens(draw, style.comments)) this.add(`${indent}${style.comment} ${pick(draw, REMARKS)}`)
    this.note(line)
    const start = `${indent}${line.condition ?? ''}`
    const head = `${start}${this.wordsOf(line)}`
    if (line.block === undefined) {
      this.add(happens(draw, style.comments) ? `${head} ${style.comment} ${pick(draw, REMARKS)}` : head)
      return
    }
    const [only, ...others] = line.block
    if (
      only !== undefined &&
      others.length === 0 &&
      isShort(line, only) &&
      line.lost === undefined &&
      happens(draw, style.oneLine)
    ) {
      this.note(only)
      this.add(`${head} { ${this.wordsOf(only)} }`)
      return
    }
    if (line.lost === 'opening brace') this.add(head)
    else if (style.brace === 'below') {
      this.add(head)
      this.add(`${start}{`)
    } else this.add(`${head}${style.brace === 'glued' ? '{' : ' {'}`)
    for (const inner of line.block) {
      this.blank()
      this.write(inner, `${indent}${style.indent}`)
    }
    if (line.lost !== 'closing brace') this.add(`${start}}`)
  }

  private note({ of }: WrittenLine): void {
    for (const one of of) this.output.places.set(one, { path: this.path, line: this.lines.length })
  }

  private wordsOf({ words }: WrittenLine): string {
    const { definitions, draw, quotes } = this.style
    const isCommand = words[0] === 'script'
    return words
      .map((word, index) => {
        const name = isCommand ? undefined : definitions.get(word)
        if (name !== undefined) return pick(draw, [`$${name}`, `\${${name}}`])
        if (word.includes('"')) return word
        return /[ #!]/.test(word) || (index > 0 && happens(draw, quotes)) ? `"${word}"` : word
      })
      .join(' ')
  }
}

/** Blocks that hold no keywords may stand on one line. */
function isShort(line: WrittenLine, only: WrittenLine): boolean {
  const [keyword = ''] = line.words
  return ONE_LINE.test(keyword) && only.block === undefined && only.condition === undefined
}

const ONE_LINE = /^(?:virtual_ipaddress|virtual_ipaddress_excluded|unicast_peer|track_\w+)$/

const REMARKS = [
  'see the runbook',
  'the usual value',
  'do not change this without telling the others',
  '1 of 2',
] as const
