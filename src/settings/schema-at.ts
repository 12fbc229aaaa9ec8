/** What the schema of settings says of one place in them. */
import { type Schema, settingsSchema } from './schema.ts'

/** The schema of what stands at a path of keys and indices; `undefined` where nothing may. */
export function schemaAt(path: readonly string[]): Schema | undefined {
  return path.reduce<Schema | undefined>(
    (schema, part) => (schema === undefined ? undefined : below(schema, part)),
    settingsSchema,
  )
}

function below({ properties = {}, additionalProperties, items, allOf = [] }: Schema, part: string): Schema | undefined {
  const own = Object.hasOwn(properties, part) ? properties[part] : /^\d+$/.test(part) ? items : undefined
  const others = typeof additionalProperties === 'object' ? additionalProperties : undefined
  const found = [own ?? others, ...allOf.map((one) => below(one, part))].filter((one) => one !== undefined)
  return found.length === 0 ? undefined : Object.assign({}, ...found)
}
