// Puts the schema of settings into a bundle as a value, without the rules that it is made of, and the code that Ajv makes of it,
// so that no run waits for Ajv.
import { fileURLToPath } from 'node:url'
import { Ajv } from 'ajv'
import standalone from 'ajv/dist/standalone/index.js'
import { build } from 'esbuild'

const root = fileURLToPath(new URL('../..', import.meta.url))

export const compiledSchema = {
  name: 'compiled-schema',
  setup({ onLoad }) {
    const schema = loaded()
    onLoad({ filter: /[\\/]src[\\/]settings[\\/]schema\.ts$/ }, async () => ({
      contents: `export const settingsSchema = ${JSON.stringify((await schema).settingsSchema)}`,
      loader: 'js',
    }))
    onLoad({ filter: /[\\/]src[\\/]settings[\\/]violations\.ts$/ }, async () => ({
      contents: compiled(await schema),
      loader: 'js',
      resolveDir: root,
    }))
  },
}

async function loaded() {
  const { outputFiles } = await build({
    stdin: {
      contents: `export { settingsSchema } from './src/settings/schema.ts'
        export { SCHEMA_OPTIONS } from './src/settings/schema-options.ts'`,
      resolveDir: root,
      loader: 'ts',
    },
    write: false,
    bundle: true,
    platform: 'node',
    format: 'esm',
  })
  const code = Buffer.from(outputFiles[0].text).toString('base64')
  return import(`data:text/javascript;base64,${code}`)
}

function compiled({ settingsSchema, SCHEMA_OPTIONS }) {
  const ajv = new Ajv({ ...SCHEMA_OPTIONS, code: { source: true, esm: true } })
  return `${standalone.default(ajv, { validate: ajv.addSchema(settingsSchema, 'validate') && 'validate' })}
    export const violationsOf = (value) => (validate(value) ? [] : (validate.errors ?? []))`
}
