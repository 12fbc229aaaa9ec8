/** Words that mean something to keepalived: its keywords from the tables, and what values and signs look like at their edges. */
import { type Argument, partsOf } from '../grammar/arguments.ts'
import type { DirectiveTable } from '../grammar/directive.ts'
import { root } from '../grammar/directives/root.ts'
import { rules } from '../src/rules/index.ts'

/** Keywords and option words, each once. */
export const KEYWORDS: readonly string[] = [...wordsOf(root)].sort()

/** Values at the edge of what some keyword takes. */
export const VALUES: readonly string[] = [
  ...[
    '0',
    '1',
    '2',
    '3',
    '-1',
    '-254',
    '-255',
    '253',
    '254',
    '255',
    '256',
    '0.01',
    '40.95',
    '256.5',
    '1s',
    '0x10',
    '1e3',
  ],
  ...['65535', '65536', '4294967295', '4294967296', '99999999999999999999', '00001', '+5', '--1', '1.2.3', '-0', 'NaN'],
  ...['192.0.2.1', '192.0.2.7/24', '192.0.2.300', '0.0.0.0', '255.255.255.255', '224.0.0.18', '198.51.100.9/33'],
  ...[
    '2001:db8::7',
    '2001:db8::7/64',
    'fe80::1',
    'fe80::1%eth0',
    'ff02::12',
    '::',
    '::ffff:192.0.2.1',
    ':::',
    '2001:db8::1/129',
  ],
  ...['192.0.2.1-9', '192.0.2.9-1', '2001:db8::1-ffff', '[2001:db8::1]:80', 'eth0', 'eth0.100', 'lo', 'a'.repeat(300)],
  ...[
    'MASTER',
    'BACKUP',
    'PASS',
    'AH',
    'on',
    'off',
    'true',
    'no',
    'none',
    'default',
    'rr',
    'TCP',
    '""',
    '"a b"',
    "'c'",
  ],
  ...['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'ü', '🏔', '\u2028', '\uFEFF', '\uE000', '…'],
]

/** Signs and beginnings that change how lines are read. */
export const SIGNS: readonly string[] = [
  ...[
    '{',
    '}',
    '{\n',
    '\n}\n',
    '"',
    "'",
    '#',
    '!',
    '\\',
    '\\\n',
    '\\"',
    '\\#',
    '\n',
    '\r\n',
    '\r',
    '\t',
    '\v',
    '\f',
    '\0',
  ],
  ...[
    '$A=1\n',
    '$A',
    '${A}',
    '${A 1 2}',
    '$A=$A $A',
    '$A=\\\n',
    '${_PWD}',
    '${_RANDOM 1 9}',
    '${_HASH}',
    '${_INSTANCE}',
  ],
  ...[
    '@a ',
    '@^a ',
    '@main ',
    '@ ',
    '~SEQ(i,1,3) ',
    '~SEQ(i, 3, 1, -1) ',
    '~SEQx(i, 0, 255) ',
    '~LST(i,a,b) ',
    '~LST({i,j},{a,b},{c}) ',
  ],
  ...[
    'include one.inc\n',
    'include *\n',
    'include main.conf\n',
    'includer one.inc\n',
    'include ',
    '(',
    ')',
    ',',
    '=',
    '~',
    '@',
    '$',
    '%',
  ],
  ...[
    '{{ x }}',
    '{% if a %}',
    '{% else %}',
    '{% endif %}',
    '{% for a in b %}',
    '{% endfor %}',
    '{# c #}',
    '<%= x %>',
    '<% if a %>',
    '<% end %>',
  ],
  ...[
    '{{- if .A }}',
    '{{ end }}',
    '${x}',
    '%{ if a }',
    '%{ endif }',
    '{% raw %}',
    '{% endraw %}',
    '__X__',
    '%X%',
    '<X>',
  ],
]

/** Comments that are for kalint. */
export const COMMENTS: readonly string[] = [
  '# kalint-disable\n',
  '# kalint-enable\n',
  '# kalint-disable-next-line\n',
  ...rules.flatMap(({ name }) => [` # kalint-disable-line ${name}\n`, `# kalint-disable ${name}\n`]),
]

function wordsOf(table: DirectiveTable): Set<string> {
  const words = new Set<string>()
  const tables = new Set<DirectiveTable>()
  const addArgument = (argument: Argument): void => {
    if (argument.kind === 'literal') words.add(argument.word)
    if (argument.kind === 'options') for (const word of Object.keys(argument.of)) words.add(word)
    for (const part of partsOf(argument)) addArgument(part)
  }
  const addTable = (directives: DirectiveTable): void => {
    if (tables.has(directives)) return
    tables.add(directives)
    for (const [keyword, { args, body }] of Object.entries(directives)) {
      words.add(keyword)
      addArgument(args)
      if (body?.kind === 'keywords') addTable(body.directives)
    }
  }
  addTable(table)
  return words
}
