// Snippets for the blocks of keepalived.conf, made from the tables: each with the lines that it needs and those that it
// usually has.

/** Where the table knows no better value, one that shows what is meant. Addresses are those for documentation. */
const SAMPLES = { interface: 'eth0', command: '/usr/local/bin/check', path: '/path/to/file', account: 'root' }

const ADDRESS = '192.0.2.0'
const ADDRESS_WITH_PREFIX = '192.0.2.0/24'

/** Snippets by name, for blocks at the top of the file and those inside of them. */
export function snippets(root) {
  const blocks = new Map()
  const visit = (table) => {
    for (const [keyword, directive] of Object.entries(table)) {
      if (directive.body === undefined || directive.deprecated !== undefined || blocks.has(keyword)) continue
      if (table !== root && !isWorthwhile(directive)) continue
      blocks.set(keyword, directive)
      if (directive.body.kind === 'keywords') visit(directive.body.directives)
    }
  }
  visit(root)
  return Object.fromEntries([...blocks].map(([keyword, directive]) => [`new ${keyword}`, snippet(keyword, directive)]))
}

/** A block inside of another gets a snippet of its own if there are lines to fill in. */
function isWorthwhile({ body }) {
  return body.kind === 'keywords' && Object.values(body.directives).some(isFilledIn)
}

function isFilledIn({ required, usual }) {
  return required === true || usual === true
}

/** The prefix keeps out of the way of the keyword itself, which the language server completes. */
function snippet(keyword, directive) {
  let stops = 0
  let hosts = 9
  const stop = (text) => {
    stops += 1
    if (text === ADDRESS || text === ADDRESS_WITH_PREFIX) {
      hosts += 1
      return `\${${stops}:${text.replace('0/', `${hosts}/`).replace(/\.0$/, `.${hosts}`)}}`
    }
    if (text === '') return `$${stops}`
    return text.startsWith('|') ? `\${${stops}${text}}` : `\${${stops}:${text}}`
  }
  return {
    prefix: `new-${keyword.toLowerCase().replaceAll('_', '-')}`,
    body: [...blockLines(keyword, directive, stop), '$0'],
    description: plain(directive.doc),
  }
}

function blockLines(keyword, directive, stop) {
  const head = [keyword, argumentText(directive.args, stop)].filter((part) => part !== '').join(' ')
  return [`${head} {`, ...bodyLines(directive.body, stop).map((line) => `\t${line}`), '}']
}

function bodyLines(body, stop) {
  if (body.kind === 'lines') return [argumentText(body.line, stop)]
  if (body.kind === 'words') return [argumentText(body.word, stop)]
  const lines = Object.entries(body.directives)
    .filter(([, directive]) => isFilledIn(directive) && directive.deprecated === undefined)
    .sort(([, one], [, other]) => Number(one.body !== undefined) - Number(other.body !== undefined))
    .flatMap(([keyword, directive]) =>
      directive.body === undefined
        ? [[keyword, argumentText(directive.args, stop, directive)].filter((part) => part !== '').join(' ')]
        : blockLines(keyword, directive, stop),
    )
  return lines.length === 0 ? [stop('')] : lines
}

/** The arguments with a stop for each; what may be left out is. */
function argumentText(argument, stop, directive = {}) {
  switch (argument.kind) {
    case 'literal':
      return argument.word
    case 'sequence':
      return argument.items
        .map((item) => argumentText(item, stop, directive))
        .filter((text) => text !== '')
        .join(' ')
    case 'optional':
      return argument.item.label === 'port' ? argumentText(argument.item, stop, directive) : ''
    case 'many':
      return argument.min === 0 ? '' : argumentText(argument.item, stop, directive)
    case 'either':
      return argumentText(plainestForm(argument.forms), stop, directive)
    case 'options':
      return ''
    default:
      return valueText(argument, stop, directive)
  }
}

/** The form that begins with a value rather than with a word of its own. */
function plainestForm(forms) {
  return forms.find((form) => form.kind === 'sequence' && form.items[0]?.kind === 'address') ?? forms[0]
}

function valueText(value, stop, { default: standard }) {
  switch (value.kind) {
    case 'integer':
    case 'decimal':
      return stop(numberText(value, standard))
    case 'choice':
      return stop(`|${value.values.join(',')}|`)
    case 'boolean':
      return stop('|true,false|')
    case 'address':
      return stop(value.prefix === 'optional' ? ADDRESS_WITH_PREFIX : ADDRESS)
    case 'reference':
      return stop(value.to)
    case 'command':
      return `"${stop(SAMPLES.command)}"`
    case 'pattern':
    case 'named-number':
    case 'tcp-time':
    case 'text':
      return stop(value.label)
    default:
      return stop(SAMPLES[value.kind])
  }
}

/** What holds anyway, so that the line can be left as it is. */
function numberText({ label, min, max }, standard) {
  if (label === 'port') return '80'
  if (standard !== undefined && /^-?[\d.]+$/.test(standard)) return standard
  return String(min <= 1 && max >= 1 ? 1 : min)
}

function plain(doc) {
  return doc.replaceAll('`', '')
}
