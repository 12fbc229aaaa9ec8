/** How Ajv compiles the schema of settings, when it is needed or with the build. */

export const SCHEMA_OPTIONS = { allErrors: true, allowUnionTypes: true } as const
