/** The arguments of a directive as one writes them down for a reader: `<address> [dev <interface>]`. */
import type { Argument } from '../../grammar/arguments.ts'
import type { Value } from '../../grammar/values.ts'

/** A synopsis; empty where nothing follows the keyword. */
export function synopsis(argument: Argument): string {
  switch (argument.kind) {
    case 'literal':
      return argument.word
    case 'sequence':
      return argument.items
        .map(synopsis)
        .filter((text) => text !== '')
        .join(' ')
    case 'optional': {
      const item = synopsis(argument.item)
      return item === '' ? '' : `[${item}]`
    }
    case 'many': {
      const item = synopsis(argument.item)
      if (item === '') return ''
      return argument.min === 0 ? `[${item} ...]` : `${item} ...`
    }
    case 'either':
      return argument.forms
        .map(synopsis)
        .filter((text) => text !== '')
        .join(' | ')
    case 'options': {
      const parts = Object.entries(argument.of).map(
        ([name, option]) => `[${`${name} ${synopsis(option.args)}`.trimEnd()}]`,
      )
      return parts.join(' ')
    }
    default:
      return valueSynopsis(argument)
  }
}

function valueSynopsis(value: Value): string {
  if (value.label !== undefined) return value.label === '' ? '' : `<${value.label}>`
  switch (value.kind) {
    case 'integer':
    case 'decimal':
      return value.unit === undefined ? '<number>' : `<${value.unit === 's' ? 'seconds' : value.unit}>`
    case 'boolean':
      return 'true|false'
    case 'choice':
      return value.values.join('|')
    case 'address':
      return value.prefix === 'optional' ? '<address>[/<prefix>]' : '<address>'
    case 'interface':
      return '<interface>'
    case 'reference':
      return `<${value.to}>`
    case 'account':
      return `<${value.of}>`
    default:
      return '<text>'
  }
}
