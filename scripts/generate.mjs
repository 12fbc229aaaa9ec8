// Writes what follows from other files: what Chevrotain finds out about the grammar, the list of rules, their pages, the parts of the README that show them, and what
// the VS Code extension takes from the tables.
// With --check nothing is written: the paths of stale files are printed instead.
import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { snippets } from './editor/snippets.mjs'
import { textmateGrammar } from './editor/textmate.mjs'

const project = fileURLToPath(new URL('..', import.meta.url))
const RULES = 'src/rules'
const PAGES = 'docs/rules'
const FIXTURES = 'fixtures/rules'
const README = 'README.md'
const EXTENSION = 'vscode-extension'
const SCHEMA = 'kalint.schema.json'
const DECISIONS = 'grammar/decisions.ts'
const EXAMPLE = 'examples/active-active'
const NOT_RULES = new Set(['rule.ts', 'index.ts'])
const NO_INPUT = /^(expected\.txt|options\.json)$/

const SCOPES = {
  node: 'looks at each node',
  instance: 'looks at each node',
  line: 'looks at each node',
  router: 'compares the nodes of a cluster',
  cluster: 'compares the nodes of a cluster',
  comment: 'looks at comments for kalint',
}

const isCheck = process.argv.includes('--check')

// The list comes first: without it no test knows a new rule, and none writes down what its fixtures say.
const index = rulesIndex()
const stale = refreshed(new Map([[`${RULES}/index.ts`, index]]))
stale.push(...refreshed(new Map([[DECISIONS, await decisions(index)]])))
const rules = await loadRules(index)
const pages = new Map(rules.map((rule) => [`${PAGES}/${rule.name}.md`, rulePage(rule)]))
stale.push(...refreshed(pages), ...withoutOrphans(pages), ...refreshed(new Map([[README, await readme(rules, index)]])))
stale.push(...refreshed(await extensionFiles(index)))
stale.push(...refreshed(new Map([[SCHEMA, await publishedSchema(index)]])))
if (isCheck) for (const path of stale) console.log(path)

/** The paths of stale files; they are written anew unless this is a check. */
function refreshed(files) {
  const paths = [...files.keys()].filter((path) => !existsSync(join(project, path)) || read(path) !== files.get(path))
  for (const path of isCheck ? [] : paths) {
    mkdirSync(join(project, dirname(path)), { recursive: true })
    writeFileSync(join(project, path), files.get(path))
  }
  return paths
}

/** The paths of pages whose rules are gone; they are removed unless this is a check. */
function withoutOrphans(pages) {
  const paths = readdirSync(join(project, PAGES)).map((page) => `${PAGES}/${page}`)
  const orphans = paths.filter((path) => !pages.has(path))
  for (const path of isCheck ? [] : orphans) rmSync(join(project, path))
  return orphans
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

/** The text of `grammar/decisions.ts`. */
async function decisions(index) {
  const { analyseGrammar } = await load('grammar/parser.ts', index)
  const inObject = (entries) => `{ ${entries.map(([name, value]) => `${name}: ${value}`).join(', ')} }`
  return [
    '/** Where each choice of the grammar leads, by the next token. Made by `npm run generate`; do not edit. */',
    "import type { Decision } from './analysis.ts'",
    '',
    'export const decisions: readonly Decision[] = [',
    ...analyseGrammar().map(({ key, next }) => `  { key: ${key}, next: ${inObject(Object.entries(next))} },`),
    ']',
    '',
  ].join('\n')
}

function constantOf(name) {
  return name.replace(/-(.)/g, (_, letter) => letter.toUpperCase())
}

function pathOf(line) {
  return line.replace(/^.* from '|\.ts'$/g, '')
}

/** The rules themselves. */
async function loadRules(index) {
  const { rules } = await load(`${RULES}/index.ts`, index)
  return rules
}

/** What a source file exports. */
async function load(path, index) {
  const code = await bundle(path, index, 'esm')
  return import(`data:text/javascript;base64,${Buffer.from(code).toString('base64')}`)
}

/** What an editor without a language server needs of the tables, and the releases that may be chosen in its settings. */
async function extensionFiles(index) {
  const [{ root }, { INCLUDE_KEYWORDS }, { RELEASES }] = await Promise.all(
    ['grammar/directives/root.ts', 'src/expand/includes.ts', 'grammar/releases.ts'].map((path) => load(path, index)),
  )
  const manifest = JSON.parse(read(`${EXTENSION}/package.json`))
  manifest.version = JSON.parse(read('package.json')).version
  manifest.contributes.configuration.properties['kalint.target'].enum = ['newest', ...[...RELEASES].reverse()]
  return new Map([
    [`${EXTENSION}/package.json`, inJson(manifest)],
    [`${EXTENSION}/syntaxes/keepalived.tmLanguage.json`, inJson(textmateGrammar(root, INCLUDE_KEYWORDS))],
    [`${EXTENSION}/snippets/keepalived.json`, inJson(snippets(root))],
    [`${EXTENSION}/LICENSE`, read('LICENSE')],
  ])
}

/** The schema of settings files, for editors and other tools. */
async function publishedSchema(index) {
  const { settingsSchema } = await load('src/settings/schema.ts', index)
  const { homepage } = JSON.parse(read('package.json'))
  const head = { $schema: 'http://json-schema.org/draft-07/schema#', $id: `${homepage}/raw/main/${SCHEMA}` }
  return inJson({ ...head, ...settingsSchema })
}

function inJson(value) {
  return `${JSON.stringify(value, undefined, 2)}\n`
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
  const scope = SCOPES[rule.kind]
  const [bad, good] = [fixtureOf(rule, 'bad'), fixtureOf(rule, 'good')]
  const found = bad === undefined ? [] : ['## Found', '', ...shown(bad), 'kalint says:', '', ...expectedOutput(bad)]
  const notFound = good === undefined ? [] : ['## Not found', '', ...shown(good)]
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
    ...found,
    ...notFound,
  ]
    .join('\n')
    .trimEnd()
    .concat('\n')
}

/** The folder of the first fixture of a kind; a test says so where there is none. */
function fixtureOf(rule, kind) {
  const folder = `${FIXTURES}/${rule.name}`
  const names = existsSync(join(project, folder)) ? readdirSync(join(project, folder)) : []
  const [first] = names.filter((name) => name === kind || name.startsWith(`${kind}-`)).sort()
  return first === undefined ? undefined : `${folder}/${first}`
}

function expectedOutput(folder) {
  const path = `${folder}/expected.txt`
  return existsSync(join(project, path)) ? fenced(read(path), 'text') : []
}

/** The files of a fixture, and the options that it is read with. */
function shown(folder) {
  return [...settingsNote(folder), ...listings(folder)]
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
