/** The shape of a settings file as JSON Schema, made of the rules and releases that there are. The build puts it into bundles as a value. */
import { RELEASES } from '../../grammar/releases.ts'
import { rules } from '../rules/index.ts'

/** As much of JSON Schema as the settings need. */
export interface Schema {
  readonly title?: string
  readonly description?: string
  readonly type?: JsonType | readonly JsonType[]
  readonly enum?: readonly string[]
  readonly default?: unknown
  readonly examples?: readonly unknown[]
  readonly minItems?: number
  readonly minLength?: number
  readonly items?: Schema
  readonly required?: readonly string[]
  readonly properties?: Readonly<Record<string, Schema>>
  readonly additionalProperties?: boolean | Schema
  readonly allOf?: readonly Schema[]
}

export type JsonType = 'object' | 'array' | 'string' | 'boolean'

const name: Schema = { type: 'string', minLength: 1 }

const facts: Schema = {
  description:
    'Files with facts about the machine, as the command that `kalint facts` prints collects them, relative to this file.',
  type: ['string', 'array'],
  minLength: 1,
  items: name,
}

const node: Schema = {
  description: 'A machine that runs keepalived: the path of its file, or that and what else is known of it.',
  type: ['string', 'object'],
  minLength: 1,
  required: ['file'],
  properties: {
    file: { ...name, description: 'The path of its keepalived.conf, relative to this file.' },
    'config-id': { ...name, description: 'Whose `@id` lines it reads, as with `keepalived -i`.' },
    name: { ...name, description: 'What to call it. Without, its config-id or its path says so.' },
    facts,
  },
  additionalProperties: false,
}

const nodes: Schema = { description: 'The nodes of the cluster.', type: 'array', minItems: 1, items: node }

const cluster: Schema = {
  description: 'The files of its nodes, or `nodes` with more about each.',
  type: ['array', 'object'],
  minItems: 1,
  items: node,
  required: ['nodes'],
  properties: { nodes },
  additionalProperties: false,
}

/** What `kalint.schema.json` says. */
export const settingsSchema: Schema = {
  title: 'Settings of kalint',
  description: 'kalint.yaml: what holds for all configurations of keepalived in this folder and below.',
  type: 'object',
  properties: {
    target: {
      description: 'The release of keepalived that reads the files. Without, the newest that kalint knows.',
      enum: RELEASES,
    },
    clusters: {
      description: 'Which files are one cluster, by the name of the cluster.',
      type: 'object',
      additionalProperties: cluster,
      examples: [{ web: ['lb1.conf', 'lb2.conf'] }],
    },
    rules: {
      description: 'What the findings of a rule count as, by the name of the rule.',
      type: 'object',
      properties: Object.fromEntries(
        rules.map((rule) => [rule.name, { description: rule.summary, default: rule.severity }]),
      ),
      additionalProperties: false,
      // Once for all rules, so that the code that Ajv makes of it stays short.
      allOf: [{ additionalProperties: { enum: ['off', 'info', 'warning', 'error'] } }],
    },
    ignore: {
      description: 'Files and directories that are never linted by themselves, as in a .gitignore beside this file.',
      type: 'array',
      items: name,
    },
    'fail-on': {
      description: 'The least severity that makes a run fail.',
      enum: ['error', 'warning', 'info'],
      default: 'error',
    },
    'shared-lan': {
      description: 'All machines are on one LAN, so that clusters can get in the way of each other.',
      type: 'boolean',
      default: false,
    },
    'config-ids': {
      description: 'Whose `@id` lines are read where a node says nothing else. Without, every id in the files.',
      type: 'array',
      items: name,
    },
  },
  additionalProperties: false,
}
