/** Wildcards of includes and of `ignore`: they match what glob(3) and git match, and no pattern takes long. */
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { globPaths, MAX_ENTRIES } from '../../src/cli/glob-paths.ts'
import { ignoredBy } from '../../src/settings/ignored.ts'
import { matchesName, matchesPath } from '../../src/text/wildcards.ts'
import { folderWith, kalint } from '../run-kalint.ts'

const seed = 20_261_123

describe('a name', () => {
  it('is matched as fnmatch(3) matches it, which find(1) asks', () => {
    const cwd = folderWith({})
    const names = ['a', 'b', 'ab', 'abc', 'b.a', 'a-b', 'aa', 'a]b', '[a]', '*', 'a*b', '\\a', 'B', '1', 'ba^', '!a']
    for (const name of names) writeFileSync(join(cwd, name), '')
    const sign = fc.constantFrom(
      ...['a', 'b', 'c', '*', '?', '[', ']', '!', '-', '\\*', '\\[', '.', '[a-b]', '[!a]', '[]a]'],
    )
    const pattern = fc.array(fc.oneof(sign, fc.constantFrom('[[:digit:]]', '[^b]', '[[:upper:]a]')), {
      minLength: 1,
      maxLength: 6,
    })
    fc.assert(
      fc.property(fc.array(pattern, { minLength: 40, maxLength: 40 }), (patterns) => {
        for (const one of patterns.map((signs) => signs.join(''))) {
          const found = execFileSync('find', ['.', '-mindepth', '1', '-name', one, '-printf', '%f\\n'], {
            cwd,
            encoding: 'utf8',
            env: { LC_ALL: 'C.UTF-8', PATH: process.env.PATH },
          })
          expect([one, names.filter((name) => matchesName(one, name)).sort()]).toEqual([
            one,
            found
              .split('\n')
              .filter((name) => name !== '')
              .sort(),
          ])
        }
      }),
      { seed, numRuns: 5 },
    )
  })

  it.each([
    ['*.conf', '.hidden.conf', false],
    ['.*.conf', '.hidden.conf', true],
    ['conf.d/*', 'conf.d/a/b', false],
    ['*/a', '.d/a', false],
    ['?a', '.a', false],
    ['a\\*b', 'a*b', true],
  ])('%s matches the path %s: %s', (pattern, path, matches) => {
    expect(matchesPath(pattern, path)).toBe(matches)
  })

  it.each([
    ['many `*`', `${'a*'.repeat(5_000)}b`, 'a'.repeat(5_000)],
    ['many `*` alone', `${'*'.repeat(100_000)}b`, 'a'.repeat(20_000)],
    ['sets that never end', '[a'.repeat(20_000), 'a'.repeat(20_000)],
    ['a long set', `[${'a-b'.repeat(50_000)}]`, 'a'],
  ])('is compared in time with %s', { timeout: 5_000 }, (_, pattern, name) => {
    expect(matchesName(pattern, name)).toBe(false)
  })
})

describe('a path that is to be ignored', () => {
  it('is one that git would ignore', { timeout: 60_000 }, () => {
    const cwd = folderWith({})
    execFileSync('git', ['init', '-q', cwd])
    const words = ['a', 'b', 'ab', 'a.b', '.a']
    const paths = words.flatMap((one) => [one, ...words.flatMap((other) => [`${one}/${other}`, `${one}/${other}/a`])])
    const name = fc.constantFrom(...words, '*', 'a*', '*b', '**', '?', '[ab]', '\\a', '*.*')
    const pattern = fc
      .tuple(
        fc.constantFrom('', '', '!'),
        fc.constantFrom('', '', '/'),
        fc.array(name, { minLength: 1, maxLength: 3 }),
        fc.constantFrom('', '', '/', ' '),
      )
      .map(([sign, start, names, end]) => `${sign}${start}${names.join('/')}${end}`)
    fc.assert(
      fc.property(fc.array(pattern, { minLength: 1, maxLength: 4 }), (patterns) => {
        writeFileSync(join(cwd, '.gitignore'), patterns.join('\n'))
        const { stdout } = spawnSync('git', ['check-ignore', '--no-index', '--stdin'], {
          cwd,
          encoding: 'utf8',
          input: paths.join('\n'),
        })
        const isIgnored = ignoredBy(patterns)
        expect([patterns, paths.filter(isIgnored)]).toEqual([
          patterns,
          stdout.split('\n').filter((path) => path !== ''),
        ])
      }),
      { seed, numRuns: 200 },
    )
  })

  it.each([
    ['../a', '*'],
    ['/a', '*'],
    ['./a', '*'],
    ['', '*'],
    ['a', '# a'],
    ['a', ''],
  ])('is not %s by %s', (path, pattern) => {
    expect(ignoredBy([pattern])(path)).toBe(false)
  })

  it('is looked up in time, whatever the patterns', { timeout: 5_000 }, () => {
    const path = `${'a/'.repeat(500)}${'a'.repeat(255)}`
    expect(ignoredBy([`${'a*'.repeat(100)}b`, `${'**/a/'.repeat(200)}b`, `/${'*/'.repeat(400)}b`])(path)).toBe(false)
  })
})

describe('a pattern of an include', () => {
  const folderToSearch = (): string => {
    const cwd = folderWith({
      'b/1.conf': '',
      'b/2.conf': '',
      'a/3.conf': '',
      'a/.4.conf': '',
      'a/c/5.conf': '',
      'x.conf': '',
    })
    symlinkSync('nowhere', join(cwd, 'a/broken.conf'))
    symlinkSync('.', join(cwd, 'a/here'))
    return cwd
  }

  it.each([
    '*.conf',
    '*/*.conf',
    '[ab]/?.conf',
    '*/c/*',
    'a/here/here/*.conf',
    '*/nothing',
    '*/.*.conf',
  ])('%s finds what a shell finds', (pattern) => {
    const cwd = folderToSearch()
    const { stdout } = spawnSync('bash', ['-c', `LC_ALL=C compgen -G "$1" | LC_ALL=C sort`, '-', join(cwd, pattern)], {
      encoding: 'utf8',
    })
    expect(globPaths(join(cwd, '/').concat(pattern))).toEqual(stdout.split('\n').filter((path) => path !== ''))
  })

  it('ends where it would have to look at too many names, and is told as not read', () => {
    const folder = folderWith({})
    for (let index = 0; index < 105; index++) {
      const directory = join(folder, `d${index}`)
      mkdirSync(directory)
      for (let file = 0; file < MAX_ENTRIES / 100; file++) writeFileSync(join(directory, `${file}.inc`), '')
    }
    expect(readdirSync(folder)).toHaveLength(105)
    expect(globPaths(`${folder}/d?/*.inc`)).toHaveLength(1_000)
    expect(globPaths(`${folder}/*/*.inc`)).toBeUndefined()
    writeFileSync(join(folder, 'node.conf'), 'vrrp_instance A {\n}\ninclude */*.inc\n')
    const { stdout } = kalint(['--format', 'compact', 'node.conf'], { cwd: folder })
    expect(stdout).toContain('cannot be read here, so that what it holds was not looked at. [skipped-include]')
  })

  it.each([
    '/**',
    '/*/*/*/*/*/*/*/*/*',
    '/proc/*/*',
    '/sys/*/*/*',
    '/dev/*',
    `/${'*/'.repeat(300)}`,
    `${'*a'.repeat(100)}b`,
  ])('%s ends in time', { timeout: 8_000 }, (pattern) => {
    const folder = folderWith({ 'node.conf': `vrrp_instance A {\n}\ninclude ${pattern}\n`, [`${'a'.repeat(250)}`]: '' })
    const { status, stdout } = kalint(['--format', 'compact', 'node.conf'], { cwd: folder })
    expect(status).not.toBeNull()
    expect(stdout).not.toBe('')
  })

  it('may stand there often, but not without end', { timeout: 10_000 }, () => {
    const folder = folderWith({
      'node.conf': `vrrp_instance A {\n}\n${'include parts/*/*x\n'.repeat(5_000)}`,
      'parts/one/x': '# nothing\n',
    })
    const { stdout } = kalint(['--format', 'compact', 'node.conf'], { cwd: folder })
    expect(stdout).toContain('[too-many-includes]')
  })
})
