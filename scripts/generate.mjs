// Writes the files that follow from others: the list of rules. A test says when one of them is stale.
import { readdirSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const rulesFolder = new URL('../src/rules/', import.meta.url)
const NOT_RULES = new Set(['rule.ts', 'index.ts'])

/** The text of `src/rules/index.ts`. */
export function rulesIndex() {
  const names = readdirSync(rulesFolder)
    .filter((file) => file.endsWith('.ts') && !NOT_RULES.has(file))
    .map((file) => file.slice(0, -3))
    .sort()
  const imports = names.map((name) => `import { ${constantOf(name)} } from './${name}.ts'`)
  const entries = names.map((name) => `  ${constantOf(name)},`)
  return [
    '/** All rules. Made by `npm run generate`; do not edit. */',
    ...[...imports, "import type { Rule } from './rule.ts'"].sort((one, other) =>
      pathOf(one).localeCompare(pathOf(other), 'en'),
    ),
    '',
    'export const rules: readonly Rule[] = [',
    ...entries,
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

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  writeFileSync(new URL('index.ts', rulesFolder), rulesIndex())
}
