/** What a kind of value is, in words. */
import type { Argument } from '../../grammar/arguments.ts'
import type { Value } from '../../grammar/values.ts'
import { listed } from '../bind/values.ts'

/** What a value of a kind must be: `a whole number from 1 to 255`. */
export function valueText(value: Value): string {
  switch (value.kind) {
    case 'integer':
      return `a whole number${unitText(value.unit)} from ${value.min} to ${value.max}`
    case 'decimal':
      return `a number${unitText(value.unit)} from ${value.min} to ${value.max}, with at most ${value.places} decimal places`
    case 'boolean':
      return '`true`, `on`, `yes`, `false`, `off` or `no`'
    case 'choice':
      return `${value.values.length > 1 ? 'one of ' : ''}${listed(value.values)}${value.ignoreCase === true ? ', in upper or lower case' : ''}`
    case 'address': {
      const family = value.family === undefined ? 'IP' : `IPv${value.family}`
      const group = value.multicast === true ? ' of a multicast group' : ''
      const prefix = value.prefix === 'optional' ? ', with or without a prefix length' : ''
      return `an ${family} address${group}${prefix}`
    }
    case 'interface':
      return 'the name of a network interface, at most 15 characters'
    case 'reference':
      return `the name of a \`${value.to}\``
    case 'command':
      return 'a command, in quotes if it has arguments'
    case 'pattern':
      return value.expected
    case 'text':
      return value.secret === true ? `a secret${longest(value)}` : `text${longest(value)}`
    case 'path':
      return 'the path of a file'
    case 'account':
      return `a ${value.of} of the system`
  }
}

/** The one value that a directive takes; `undefined` where it takes several, or something else. */
export function onlyValue(argument: Argument): Value | undefined {
  switch (argument.kind) {
    case 'sequence':
      return argument.items.length === 1 && argument.items[0] !== undefined ? onlyValue(argument.items[0]) : undefined
    case 'optional':
      return onlyValue(argument.item)
    case 'literal':
    case 'many':
    case 'either':
    case 'options':
      return undefined
    default:
      return argument
  }
}

function unitText(unit: string | undefined): string {
  if (unit === undefined) return ''
  return ` of ${UNITS[unit] ?? unit}`
}

const UNITS: Readonly<Record<string, string>> = { s: 'seconds', ms: 'milliseconds' }

function longest({ maxBytes, tooLong }: Extract<Value, { kind: 'text' }>): string {
  if (maxBytes === undefined) return ''
  return tooLong === 'cut' ? ` of which the first ${maxBytes} bytes count` : ` of at most ${maxBytes} bytes`
}
