/** Which language of templates a file is written in: by its name, else by marks that no keepalived.conf has. */

/** `go` is also that of mustache; `shell` has `${NAME}` alone, `terraform` has `%{ if }` beside it; `erb` is also that of EPP. */
export type Dialect = 'jinja' | 'erb' | 'go' | 'terraform' | 'shell'

/** The language of a file; `undefined` where it is no template. */
export function dialectOf(path: string, text: string): Dialect | undefined {
  const ending = TEMPLATE_NAME.exec(path)?.[1]
  if (ending === undefined) return isMarked(text) ? guessed(text) : undefined
  if (JINJA_ENDINGS.has(ending)) return 'jinja'
  if (ERB_ENDINGS.has(ending)) return 'erb'
  return guessed(text) ?? 'shell'
}

/** Whether the name of a file says that it is a template. */
export function isTemplateName(path: string): boolean {
  return TEMPLATE_NAME.test(path)
}

const JINJA_ENDINGS = new Set(['j2', 'jinja', 'jinja2'])
const ERB_ENDINGS = new Set(['erb', 'epp'])

const TEMPLATE_NAME =
  /[^/]\.(j2|jinja2?|erb|epp|tmpl|gotmpl|gotpl|ctmpl|tpl|tftpl|template|mustache|hbs)(?:\.(?:conf|cfg))?$/

function isMarked(text: string): boolean {
  return (text.includes('{{') || text.includes('{%') || text.includes('<%')) && MARKED_LINE.test(text)
}

/** A mark outside of comments and quotes: what stands in those may be meant for a program that a script calls. */
const MARKED_LINE = /^[^#!"'\n]*(?:\{\{[^\n]*\}\}|\{%[^\n]*%\}|<%[^\n]*%>)/m

function guessed(text: string): Dialect | undefined {
  if (text.includes('<%')) return 'erb'
  if (text.includes('{%')) return 'jinja'
  if (GO_CONTROL.test(text)) return 'go'
  if (text.includes('{{')) return 'jinja'
  return TERRAFORM_CONTROL.test(text) ? 'terraform' : undefined
}

const GO_CONTROL = /\{\{[-~]?\s*(?:end\b\s*[-~]?\}|(?:if|range|with|define|template)\s|\/\*|[#/^>]\s*[A-Za-z])/
const TERRAFORM_CONTROL = /%\{~?\s*(?:if|for)\s/
