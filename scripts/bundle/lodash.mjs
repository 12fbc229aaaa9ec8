// The functions of lodash that Chevrotain calls, for arrays and plain objects, which is all that it calls them with.
// The originals take as long to load as the rest of Chevrotain.

export { isArray }

const { isArray } = Array

export const assign = Object.assign
export const clone = (value) => (isArray(value) ? [...value] : { ...value })
export const compact = (array) => listOf(array).filter(Boolean)
export const defaults = (target, ...sources) => {
  for (const source of sources) {
    for (const key in source) if (target[key] === undefined) target[key] = source[key]
  }
  return target
}
export const difference = (array, ...others) => array.filter((one) => !others.some((other) => other.includes(one)))
export const drop = (array, count = 1) => listOf(array).slice(count)
export const dropRight = (array, count = 1) => listOf(array).slice(0, Math.max(0, array.length - count))
export const every = (values, test) => entriesOf(values).every(([key, value]) => test(value, key))
export const filter = (values, test) => valuesWhere(values, test)
export const find = (values, test) => entriesOf(values).find(([key, value]) => test(value, key))?.[1]
export const first = (array) => array?.[0]
export const flatMap = (values, make) => map(values, make).flat()
export const flatten = (array) => listOf(array).flat()
export const forEach = (values, visit) => {
  for (const [key, value] of entriesOf(values)) if (visit(value, key, values) === false) break
  return values
}
export const groupBy = (values, keyOf) => {
  const groups = {}
  for (const value of Object.values(values)) {
    const key = keyOf(value)
    groups[key] = [...(groups[key] ?? []), value]
  }
  return groups
}
export const has = (object, key) => object != null && Object.hasOwn(object, key)
export const identity = (value) => value
export const includes = (values, wanted) =>
  (typeof values === 'string' ? values : Object.values(values)).includes(wanted)
export const indexOf = (array, wanted) => array.indexOf(wanted)
export const isEmpty = (value) => value == null || Object.keys(value).length === 0
export const isFunction = (value) => typeof value === 'function'
export const isObject = (value) => value !== null && (typeof value === 'object' || typeof value === 'function')
export const isRegExp = (value) => value instanceof RegExp
export const isString = (value) => typeof value === 'string'
export const isUndefined = (value) => value === undefined
export const keys = (value) => Object.keys(value ?? {})
export const last = (array) => array?.at(-1)
export const map = (values, make) => entriesOf(values).map(([key, value]) => make(value, key))
export const noop = () => {}
export const pickBy = (object, test) =>
  Object.fromEntries(Object.entries(object).filter(([key, value]) => test(value, key)))
export const reduce = (values, join, start) =>
  entriesOf(values).reduce((result, [key, value]) => join(result, value, key), start)
export const reject = (values, test) => valuesWhere(values, (value, key) => !test(value, key))
export const some = (values, test) => entriesOf(values).some(([key, value]) => test(value, key))
export const uniq = (array) => [...new Set(array)]
export const upperFirst = (text) => text.charAt(0).toUpperCase() + text.slice(1)
export const values = (value) => Object.values(value ?? {})

const listOf = (array) => array ?? []

/** Keys and values; the keys of an array are numbers. */
function entriesOf(values) {
  if (isArray(values)) return values.map((value, index) => [index, value])
  return Object.entries(values ?? {})
}

function valuesWhere(values, test) {
  return entriesOf(values)
    .filter(([key, value]) => test(value, key))
    .map(([, value]) => value)
}
