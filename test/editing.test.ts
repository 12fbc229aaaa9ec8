/** What is found in files that are being edited is what is found in the same texts read for the first time. */
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join, relative } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { editedFile, offsetAt, placeInSection, rangeInFile, spanInFile, withChange } from '../src/text/sections.ts'
import { positionAt, type SourceFile, sourceFile, writtenText } from '../src/text/source-file.ts'
import { type Diagnostic, lintedFiles, shownDiagnostics } from './edited-files.ts'

const fixtures = join(import.meta.dirname, '../fixtures')

/** For a busy machine, in milliseconds. */
const PATIENCE = 120_000

describe('an edit', { timeout: PATIENCE }, () => {
  it('leaves sections alone that it does not touch', () => {
    const file = editedFile('a.conf', blocks(100))
    const at = file.text.indexOf('B50')
    const after = withChange(file, { start: at, end: at + 3, newText: 'other' })
    const kept = new Set(file.sections)
    expect(after.sections?.filter((section) => !kept.has(section))).toHaveLength(1)
    expect(after.text).toBe(file.text.replace('B50', 'other'))
  })

  it('gives the text that it would give in one piece', () => {
    const property = fc.property(fc.array(change(), { maxLength: 30 }), (changes) => {
      let file = editedFile('a.conf', blocks(20))
      let { text } = file
      for (const { from, length, newText } of changes) {
        const start = Math.floor(from * text.length)
        const end = Math.min(text.length, start + length)
        file = withChange(file, { start, end, newText })
        text = text.slice(0, start) + newText + text.slice(end)
      }
      expect(file.text).toBe(text)
      expect(file.sections?.map((section) => section.text).join('')).toBe(text)
      expectPositions(file, text)
    })
    fc.assert(property, { seed: 5, numRuns: 100 })
  })
})

describe('after any edits the findings', { timeout: PATIENCE }, () => {
  const clusters = foldersWithConfigs(fixtures)

  it.each(clusters)('in %s are those of the text', (folder) => {
    const texts = textsIn(join(fixtures, folder))
    const property = fc.property(fc.array(editOf(texts.length), { minLength: 1, maxLength: 6 }), (edits) => {
      let files = texts.map(([path, text]) => editedFile(path, text))
      for (const { which, from, length, newText } of edits) {
        const file = files[which]
        if (file === undefined) continue
        const start = Math.floor(from * file.text.length)
        const end = Math.min(file.text.length, start + length)
        const edited = withChange(file, { start, end, newText })
        const there = withChange(edited, {
          start,
          end: start + newText.length,
          newText: writtenText(file).slice(start, end),
        })
        expect(found(there, which, files)).toEqual(fresh(there, which, files))
        files = files.with(which, edited)
        expect(shownDiagnostics(lintedFiles(files), files)).toEqual(freshly(files))
      }
    })
    fc.assert(property, { seed: 7, numRuns: 3 })
  })
})

describe('after blocks got the names of others the findings', { timeout: PATIENCE }, () => {
  it('are those of the text', () => {
    const property = fc.property(
      fc.array(fc.oneof(renaming(), misspelling()), { minLength: 1, maxLength: 5 }),
      (edits) => {
        let file = editedFile('a.conf', manyKinds())
        for (const edit of edits) {
          file = withChange(file, edit(file.text))
          expect(found(file, 0, [file])).toEqual(fresh(file, 0, [file]))
        }
      },
    )
    fc.assert(property, { seed: 11, numRuns: 60 })
  })
})

/** Blocks of all kinds that have names, in a file of many sections. */
function manyKinds(): string {
  const groups = Array.from({ length: 10 }, (_, index) => {
    const id = index + 1
    return `vrrp_script check${id} {
  script "/usr/local/bin/check ${id}"
  weight -20
}
vrrp_track_file file${id} {
  file "/run/state${id}"
}
bfd_instance peer${id} {
  neighbor_ip 10.9.0.${id}
}
vrrp_instance web${id} {
  state BACKUP
  interface eth0
  virtual_router_id ${id}
  priority 100
  virtual_ipaddress {
    10.1.0.${id}/24
  }
  track_script {
    check${id}
  }
  track_file {
    file${id} weight 10
  }
  track_bfd {
    peer${id}
  }
}
vrrp_sync_group all${id} {
  group {
    web${id}
  }
}
virtual_server_group ports${id} {
  10.2.0.${id} 80
}
`
  })
  return groups.join('')
}

/** Gives a block, or what speaks of it, the name of another one. */
function renaming() {
  const NAME = /\b(check|file|peer|web|all|ports)\d+\b/g
  return fc.tuple(fc.nat(), fc.nat()).map(([which, like]) => (text: string) => {
    const names = [...text.matchAll(NAME)]
    const name = names[which % names.length]
    const alike = names.filter((one) => one[1] === name?.[1])
    const start = name?.index ?? 0
    return { start, end: start + (name?.[0].length ?? 0), newText: alike[like % alike.length]?.[0] ?? '' }
  })
}

/** Types into a word, or takes a brace away. */
function misspelling() {
  return fc.tuple(fc.nat(), fc.constantFrom('x', '{', '}', '"', ' ')).map(([where, newText]) => (text: string) => {
    const words = [...text.matchAll(/\S+/g)]
    const word = words[where % words.length]
    const start = (word?.index ?? 0) + (newText === 'x' ? 1 : 0)
    return { start, end: word?.[0] === '}' ? start + 1 : start, newText }
  })
}

function found(file: SourceFile, which: number, files: readonly SourceFile[]): Diagnostic[] {
  const all = files.with(which, file)
  return shownDiagnostics(lintedFiles(all), all)
}

function fresh(file: SourceFile, which: number, files: readonly SourceFile[]): Diagnostic[] {
  return freshly(files.with(which, file))
}

function freshly(files: readonly SourceFile[]): Diagnostic[] {
  const copies = files.map((file) => sourceFile(file.path, writtenText(file)))
  return shownDiagnostics(lintedFiles(copies), copies)
}

function expectPositions(file: SourceFile, text: string): void {
  const whole = sourceFile(file.path, text)
  for (let offset = 0; offset <= text.length; offset += 37) {
    const place = placeInSection(file, offset)
    const position = positionAt(whole, offset)
    expect(spanInFile(file, place).start).toBe(offset)
    expect(rangeInFile(file, place).start).toEqual(position)
    expect(offsetAt(file, position)).toBe(offset)
  }
}

/** What somebody types or pastes: letters, braces, lines, and what is special to keepalived. */
function typed() {
  return fc.oneof(
    fc.constantFrom('', ' ', '\n', '{', '}', '"', '#', '!', '\\\n', '$', '@', '1', 'x', '\r\n'),
    fc.constantFrom('vrrp_instance X {\n', '}\n', '$A=1\n', '@a ', 'include x\n', '\n# a comment\n', '~SEQ(i, 1, 2) '),
    fc.constantFrom('priority 100\n', 'virtual_router_id 77', 'auth_pass x\n', '${A}', '# kalint-disable\n', '\uFEFF'),
  )
}

function change() {
  return fc.record({
    from: fc.double({ min: 0, max: 1, noNaN: true }),
    length: fc.nat({ max: 40 }),
    newText: typed(),
  })
}

function editOf(files: number) {
  return fc.record({
    which: fc.nat({ max: files - 1 }),
    from: fc.double({ min: 0, max: 1, noNaN: true }),
    length: fc.oneof(fc.constant(0), fc.nat({ max: 5 }), fc.nat({ max: 200 })),
    newText: typed(),
  })
}

function blocks(count: number): string {
  return Array.from(
    { length: count },
    (_, index) => `vrrp_instance B${index} {\n  interface eth0\n  virtual_router_id ${index + 1}\n}\n# next\n\n`,
  ).join('')
}

/** Folders of fixtures that hold the files of one run. */
function foldersWithConfigs(root: string): string[] {
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((path) => statSync(join(root, path)).isDirectory())
    .filter((path) => readdirSync(join(root, path)).some((name) => name.endsWith('.conf')))
    .sort()
}

function textsIn(folder: string): [string, string][] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.conf') && statSync(join(folder, path)).isFile())
    .sort()
    .map((path) => [relative(folder, join(folder, path)), readFileSync(join(folder, path), 'utf8')])
}
