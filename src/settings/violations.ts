/** What of a value goes against the schema of settings. The build puts the compiled schema in the place of this file. */
import { Ajv } from 'ajv'
import { settingsSchema } from './schema.ts'
import { SCHEMA_OPTIONS } from './schema-options.ts'

/** As Ajv tells it. */
export interface Violation {
  /** The path of keys and indices as a JSON pointer. */
  readonly instancePath: string
  readonly keyword: string
  readonly params: Readonly<Record<string, unknown>>
}

/** Everything in which a value does not fit the schema. */
export function violationsOf(value: unknown): readonly Violation[] {
  return validate(value) ? [] : (validate.errors ?? [])
}

const validate = new Ajv(SCHEMA_OPTIONS).compile(settingsSchema)
