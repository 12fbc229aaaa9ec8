// Writes what follows from other files: the list of rules, their pages, and the parts of the README that show them.
// With --check nothing is written: the paths of stale files are printed instead.
import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const project = fileURLToPath(new URL('..', import.meta.url))
const RULES = 'src/rules'
const PAGES = 'docs/rules'
const FIXTURES = 'fixtures/rules'
const README = 'README.md'
const EXAMPLE = 'examples/active-active'
const NOT_RULES = new Set(['rule.ts', 'index.ts'])
const NO_INPUT = /^(expected\.txt|options\.json)$/

const generated = await generate()
if (process.argv.includes('--check')) {
  for (const path of [...stalePaths(generated), ...orphanPages(generated)]) console.log(path)
} else {
  for (const path of orphanPages(generated)) rmSync(join(project, path))
  for (const path of stalePaths(generated)) {
    mkdirSync(join(project, dirname(path)), { recursive: true })
    writeFileSync(join(project, path), generated.get(path))
  }
}

/** The text of every generated file by its path. */
async function generate() {
  const index = rulesIndex()
  const rules = await loadRules(index)
  return new Map([
    [`${RULES}/index.ts`, index],
    ...rules.map((rule) => [`${PAGES}/${rule.name}.md`, rulePage(rule)]),
    [README, await readme(rules, index)],
  ])
}

function stalePaths(files) {
  return [...files]
    .filter(([path, text]) => !existsSync(join(project, path)) || read(path) !== text)
    .map(([path]) => path)
}

/** Pages of rules that are gone. */
function orphanPages(files) {
  const pages = existsSync(join(project, PAGES)) ? readdirSync(join(project, PAGES)) : []
  return pages.map((page) => `${PAGES}/${page}`).filter((path) => !files.has(path))
}

/** The text of `src/rules/index.ts`. */
function rulesIndex() {
  const names = readdirSync(join(project, RULES))
    .filter((file) => file.endsWith('.ts') && !NOT_RULES.has(file))
    .map((file) => file.slice(0, -3))
    .sort()
  const imports = names.map((name) => `import { ${constantOf(name)} } from './${name}.ts'`)
  return [
    '/** All rules. Made by `npm run generate`; do not edit. */',
    ...[...imports, "import type { Rule } from './rule.ts'"].sort((one, other) =>
      pathOf(one).localeCompare(pathOf(other), 'en'),
    ),
    '',
    'export const rules: readonly Rule[] = [',
    ...names.map((name) => `  ${constantOf(name)},`),
    ']',
    '',
  ].join('\n')
}

function constantOf(name) {
  return name.replace(/-(.)/g, (_, letter) => letter.toUpperCase())
}

function pathOf(line) {
  return line.replace(/^.* from /, '')
}

/** The rules themselves. */
async function loadRules(index) {
  const code = await bundle(`${RULES}/index.ts`, index, 'esm')
  const { rules } = await import(`data:text/javascript;base64,${Buffer.from(code).toString('base64')}`)
  return rules
}

/** A source file and all that it imports, with this list of rules in place of the one that may be stale. */
async function bundle(entry, index, format) {
  const freshIndex = {
    name: 'fresh-index',
    setup: ({ onLoad }) => {
      onLoad({ filter: /[\\/]src[\\/]rules[\\/]index\.ts$/ }, () => ({ contents: index, loader: 'ts' }))
    },
  }
  const { outputFiles } = await build({
    entryPoints: [join(project, entry)],
    bundle: true,
    write: false,
    platform: 'node',
    format,
    plugins: [freshIndex],
  })
  return outputFiles[0].text
}

/** The page of a rule: what it finds and why, with a fixture that has it and one that has not. */
function rulePage(rule) {
  const [bad, good] = [fixtureOf(rule, 'bad'), fixtureOf(rule, 'good')]
  const scope = rule.kind === 'cluster' ? 'compares the nodes of a cluster' : 'looks at each node'
  return [
    '<!-- Made by `npm run generate` from the rule and its fixtures; do not edit. -->',
    '',
    `# ${rule.name}`,
    '',
    `**${rule.severity}**, ${scope}`,
    '',
    rule.summary,
    '',
    rule.why,
    '',
    '## Found',
    '',
    ...settingsNote(bad),
    ...listings(bad),
    'kalint says:',
    '',
    ...fenced(read(`${bad}/expected.txt`), 'text'),
    '## Not found',
    '',
    ...settingsNote(good),
    ...listings(good),
  ]
    .join('\n')
    .trimEnd()
    .concat('\n')
}

/** The folder of the first fixture of a kind. */
function fixtureOf(rule, kind) {
  const folder = `${FIXTURES}/${rule.name}`
  const cases = readdirSync(join(project, folder)).filter((name) => name === kind || name.startsWith(`${kind}-`))
  if (cases.length === 0) throw new Error(`${folder} has no ${kind} fixture`)
  return `${folder}/${cases.sort()[0]}`
}

function settingsNote(folder) {
  const path = `${folder}/options.json`
  if (!existsSync(join(project, path))) return []
  const { target, configIds = [], sharedLan } = JSON.parse(read(path))
  const options = [
    ...(target === undefined ? [] : [`--target ${target}`]),
    ...configIds.map((id) => `--config-id ${id}`),
    ...(sharedLan === 'yes' ? ['--shared-lan'] : []),
  ]
  return options.length === 0 ? [] : [`With \`${options.join(' ')}\`:`, '']
}

function listings(folder) {
  return readdirSync(join(project, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !NO_INPUT.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name).slice(join(project, folder).length + 1))
    .sort()
    .flatMap((path) => [`\`${path}\``, '', ...fenced(read(`${folder}/${path}`), '')])
}

/** A block of code, with a fence that does not stand in it. */
function fenced(text, language) {
  const longest = Math.max(2, ...[...text.matchAll(/`{3,}/g)].map(([ticks]) => ticks.length))
  const fence = '`'.repeat(longest + 1)
  return [`${fence}${language}`, text.trimEnd(), fence, '']
}

/** The README with fresh parts between its markers. */
async function readme(rules, index) {
  const parts = {
    rules: rulesTable(rules),
    example: fenced(await exampleRun(index), 'text')
      .join('\n')
      .trimEnd(),
  }
  return Object.entries(parts).reduce((text, [name, part]) => {
    const marked = new RegExp(`(<!-- ${name}:[^\n]*-->\n).*?(<!-- end of ${name} -->)`, 's')
    if (!marked.test(text)) throw new Error(`${README} has no place for ${name}`)
    return text.replace(marked, (_, start, end) => `${start}\n${part}\n\n${end}`)
  }, read(README))
}

function rulesTable(rules) {
  const rows = rules.map(
    ({ name, severity, summary }) =>
      `| [${name}](${PAGES}/${name}.md) | ${severity} | ${summary.replaceAll('|', '\\|')} |`,
  )
  return ['| Rule | Severity | What it finds |', '| --- | --- | --- |', ...rows].join('\n')
}

/** What the command line prints for the example. */
async function exampleRun(index) {
  const folder = mkdtempSync(join(tmpdir(), 'kalint-'))
  const program = join(folder, 'kalint.cjs')
  try {
    writeFileSync(program, await bundle('src/cli/main.ts', index, 'cjs'))
    return execFileSync(process.execPath, [program, EXAMPLE], { cwd: project, encoding: 'utf8', env: {} })
  } catch (error) {
    if (error.status !== 1) throw error
    return error.stdout
  } finally {
    rmSync(folder, { recursive: true })
  }
}

function read(path) {
  return readFileSync(join(project, path), 'utf8')
}
