/** Configuration texts for tests of the editor services: every fixture, and made-up ones. */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { decode } from '../../src/text/source-file.ts'

/** The texts of all configuration files below a folder, by path; none where the folder does not exist. */
export function textsBelow(folder: string): readonly (readonly [path: string, text: string])[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => !/(expected\.txt|\.json|\.md)$/.test(path) && statSync(join(folder, path)).isFile())
    .sort()
    .map((path) => [path, decode(readFileSync(join(folder, path)))] as const)
}

/** The folder of all fixtures. */
export const fixtures = join(import.meta.dirname, '../../fixtures')

/** The ids that a text names in conditions, and no id. */
export function idsIn(text: string): readonly (string | undefined)[] {
  const ids = Array.from(text.matchAll(/@\^?([^ \t\r\n]*)/g), (match) => match[1] ?? '')
  return [undefined, ...new Set(ids)].slice(0, 6)
}

/** Lines with blanks, comments, quotes, conditions, definitions and braces in any mixture. */
export function messyText(): fc.Arbitrary<string> {
  const words = ['vrrp_instance', 'VI_1', 'interface', 'eth0', 'priority', '100', 'virtual_ipaddress', '10.0.0.1/24']
  const signs = ['{', '}', '{{', '}}', '"', "'", '\\', '$', '~', '@', '=', '\t', '\v', '\f', '\r', '\0']
  const lines = ['@a ', '@^a ', '~SEQ(i,1,3) ', '~LST({i,j},{a,b}) ', 'include one.inc', '# c', '! c', ' # c \\', ' #']
  const references = ['$A', '${A}', '${A  1}', '$A=', '$A=x \\\n', '$Q="', '${Q}', '\\#', '\uFEFF', 'x'.repeat(600)]
  const piece = fc.oneof(
    { weight: 5, arbitrary: fc.constantFrom(...words) },
    { weight: 4, arbitrary: fc.constantFrom(...signs) },
    { weight: 3, arbitrary: fc.constantFrom(...lines, ...references) },
    { weight: 6, arbitrary: fc.constantFrom('\n', '\n', '\n\n\n', '\r\n', ' \n', '\n{\n', '\n}\n') },
    { weight: 6, arbitrary: fc.constantFrom(' ', '  ', '\t', '    ') },
  )
  return fc.array(piece, { maxLength: 50 }).map((pieces) => pieces.join(''))
}

/** Mostly sound configurations that are badly laid out. */
export function untidyConfig(): fc.Arbitrary<string> {
  const blanks = fc.constantFrom('', '', ' ', '  ', '\t', '      ')
  const gap = fc.constantFrom(' ', '  ', '\t')
  const end = fc.constantFrom('\n', '\n', ' \n', '\n\n', '\n\n\n', '   # why\n', ' ! why\n', '\r\n')
  const words = fc.constantFrom('state', 'BACKUP', 'eth0', '"a  b"', '$IF', '${IF}', "'x  y'", '10.0.0.1', '\\#', '@a')
  const head = fc.constantFrom('', '', '', '@a ', '@^a   ', '~SEQ(i, 2) ', '$IF=', '# ')
  const line = fc
    .tuple(
      blanks,
      head,
      fc.array(
        fc.tuple(words, gap).map(([one, more]) => one + more),
        { maxLength: 4 },
      ),
      end,
    )
    .map(([before, first, rest, last]) => before + first + rest.join('') + last)
  const opening = fc.constantFrom(' {\n', '{ \n', '\n{\n', '\n\n  {\n', '   {  # open\n')
  const { block } = fc.letrec<{ block: string }>((tie) => ({
    block: fc
      .tuple(blanks, opening, fc.array(fc.oneof({ maxDepth: 3 }, line, tie('block')), { maxLength: 5 }), blanks)
      .map(([before, open, inside, last]) => `${before}vrrp_instance  A${open}${inside.join('')}${last}}\n`),
  }))
  return fc.array(fc.oneof(line, block), { maxLength: 6 }).map((parts) => parts.join(''))
}
