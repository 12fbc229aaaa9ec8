// The TextMate grammar of keepalived.conf, made from the tables: colours where no language server runs, and until it has
// started. It knows no blocks, so that a keyword is coloured wherever a line may begin with it.

/** A word ends where a blank, a brace or a comment begins. */
const END_OF_WORD = '(?=[\\s{}#!]|$)'
const START_OF_WORD = '(?<![^\\s{}])'
/** A line may belong to some of the nodes only. */
const START_OF_LINE = '^\\s*(?:(@\\^?[^\\s{}#!]*)\\s+)?'

/** The whole grammar, as plain data. */
export function textmateGrammar(root, includeKeywords) {
  const words = wordsOf(root)
  const rootBlocks = Object.keys(root).filter((keyword) => root[keyword].body !== undefined)
  const only = (names) => names.filter((name) => !rootBlocks.includes(name)).sort()
  return {
    $schema: 'https://raw.githubusercontent.com/martinring/tmlanguage/master/tmlanguage.json',
    comment: 'Made by `npm run generate` from grammar/directives; do not edit.',
    name: 'keepalived',
    scopeName: 'source.keepalived',
    patterns: [{ include: '#line' }, { include: '#words' }],
    repository: {
      line: {
        patterns: [
          include(includeKeywords),
          definition(),
          sequence(),
          blockHead(rootBlocks),
          keywordLine(only([...words.blocks]), 'keyword.control.block.keepalived'),
          keywordLine(only([...words.deprecated]), 'support.type.property-name.deprecated.keepalived'),
          keywordLine(
            only([...words.keywords].filter((name) => !words.blocks.has(name))),
            'support.type.property-name.keepalived',
          ),
          {
            match: `^\\s*(@\\^?[^\\s{}#!]*)${END_OF_WORD}`,
            captures: scopes('keyword.control.conditional.keepalived'),
          },
        ],
      },
      words: {
        patterns: [
          { match: '\\\\[\\\\#!]', name: 'constant.character.escape.keepalived' },
          { include: '#comment' },
          { include: '#string' },
          { match: '\\{\\{[^{}\\n]*\\}\\}', name: 'variable.other.template.keepalived' },
          { include: '#reference' },
          { match: '\\{', name: 'punctuation.section.block.begin.keepalived' },
          { match: '\\}', name: 'punctuation.section.block.end.keepalived' },
          { match: '\\\\$', name: 'constant.character.escape.line-continuation.keepalived' },
          ...addresses(),
          {
            match: `${START_OF_WORD}[-+]?(?:0[xX][0-9A-Fa-f]+|\\d+(?:\\.\\d+)?)${END_OF_WORD}`,
            name: 'constant.numeric.keepalived',
          },
          { match: wordsPattern([...words.choices].sort()), name: 'constant.language.keepalived' },
          { match: wordsPattern([...words.options].sort()), name: 'support.type.property-name.option.keepalived' },
          // Nothing inside of a word is looked at again: `vip-80` is a name, and no number.
          { match: '[^\\s{}"#!$\\\\]+' },
        ],
      },
      comment: {
        patterns: [
          {
            match: '(#).*',
            name: 'comment.line.number-sign.keepalived',
            captures: scopes('punctuation.definition.comment.keepalived'),
          },
          {
            match: '(!).*',
            name: 'comment.line.exclamation.keepalived',
            captures: scopes('punctuation.definition.comment.keepalived'),
          },
        ],
      },
      string: {
        begin: '"',
        end: '"|$',
        name: 'string.quoted.double.keepalived',
        patterns: [{ include: '#reference' }],
      },
      reference: {
        patterns: [
          { match: '\\$\\{[A-Za-z_]\\w*(?:[ \\t]+\\w+)*\\}', name: 'variable.other.readwrite.keepalived' },
          { match: '\\$[A-Za-z_]\\w*', name: 'variable.other.readwrite.keepalived' },
          { match: '\\$' },
        ],
      },
    },
  }
}

/** The whole rest of the line is a path, blanks and all. */
function include(keywords) {
  return {
    begin: `${START_OF_LINE}(${keywords.toSorted(longestFirst).join('|')})(?=\\s)`,
    end: '$',
    beginCaptures: scopes('keyword.control.conditional.keepalived', 'keyword.control.import.keepalived'),
    patterns: [
      { include: '#comment' },
      { include: '#reference' },
      { match: '[^\\s#!$]+', name: 'string.unquoted.path.keepalived' },
    ],
  }
}

function definition() {
  return {
    match: `${START_OF_LINE}(\\$[A-Za-z_]\\w*)(=)`,
    captures: scopes(
      'keyword.control.conditional.keepalived',
      'variable.other.constant.definition.keepalived',
      'keyword.operator.assignment.keepalived',
    ),
  }
}

/** `~SEQ(var, start, step, end)` and `~LST(var, values)`. */
function sequence() {
  return {
    begin: `${START_OF_LINE}(~(?:SEQx?|LST))\\s*(\\()`,
    end: '\\)|$',
    beginCaptures: scopes(
      'keyword.control.conditional.keepalived',
      'keyword.control.loop.keepalived',
      'punctuation.section.parameters.begin.keepalived',
    ),
    endCaptures: { 0: { name: 'punctuation.section.parameters.end.keepalived' } },
    patterns: [
      { include: '#comment' },
      { include: '#reference' },
      { match: ',', name: 'punctuation.separator.comma.keepalived' },
      { match: '[-+]?\\b\\d+\\b', name: 'constant.numeric.keepalived' },
      { match: '[A-Za-z_]\\w*', name: 'variable.parameter.keepalived' },
    ],
  }
}

/** A block at the top of the file. The word behind it is its name, unless it is an address. */
function blockHead(keywords) {
  return {
    match: `${START_OF_LINE}(${keywords.toSorted(longestFirst).join('|')})${END_OF_WORD}(?:\\s+([A-Za-z_][^\\s{}"#!$\\\\]*))?`,
    captures: scopes(
      'keyword.control.conditional.keepalived',
      'keyword.control.block.keepalived',
      'entity.name.type.keepalived',
    ),
  }
}

function keywordLine(keywords, name) {
  return {
    match: `${START_OF_LINE}(${keywords.toSorted(longestFirst).map(escaped).join('|')})${END_OF_WORD}`,
    captures: scopes('keyword.control.conditional.keepalived', name),
  }
}

/** Addresses with a prefix length or a range, and MAC addresses. */
function addresses() {
  const ipv4 = '\\d{1,3}(?:\\.\\d{1,3}){3}'
  return [
    {
      match: `${START_OF_WORD}${ipv4}(?:-[\\d.]+)?(?:/\\d{1,3})?${END_OF_WORD}`,
      name: 'constant.numeric.address.ipv4.keepalived',
    },
    {
      match: `${START_OF_WORD}(?=[0-9A-Fa-f]*:[0-9A-Fa-f:.]*:)[0-9A-Fa-f:]+(?:\\.\\d{1,3}){0,3}(?:-[0-9A-Fa-f:]+)?(?:%[\\w.-]+)?(?:/\\d{1,3})?${END_OF_WORD}`,
      name: 'constant.numeric.address.ipv6.keepalived',
    },
  ]
}

/** Scopes of the groups of a pattern, from the first on. */
function scopes(...names) {
  return Object.fromEntries(names.map((name, index) => [String(index + 1), { name }]))
}

function wordsPattern(words) {
  return `${START_OF_WORD}(?:${words.toSorted(longestFirst).map(escaped).join('|')})${END_OF_WORD}`
}

function longestFirst(one, other) {
  return other.length - one.length || (one < other ? -1 : 1)
}

function escaped(word) {
  return word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
}

/** All words of the tables by what they are. */
function wordsOf(root) {
  const words = {
    blocks: new Set(),
    keywords: new Set(),
    deprecated: new Set(),
    options: new Set(),
    choices: new Set(),
  }
  const fresh = new Set()
  const seen = new Set()
  const visitTable = (table) => {
    if (seen.has(table)) return
    seen.add(table)
    for (const [keyword, directive] of Object.entries(table)) {
      words.keywords.add(keyword)
      if (directive.body !== undefined) words.blocks.add(keyword)
      const isDeprecated = directive.deprecated !== undefined && directive.body === undefined
      if (isDeprecated) words.deprecated.add(keyword)
      else fresh.add(keyword)
      visitArgument(directive.args)
      visitBody(directive.body)
    }
  }
  const visitBody = (body) => {
    if (body?.kind === 'keywords') visitTable(body.directives)
    if (body?.kind === 'lines') visitArgument(body.line)
    if (body?.kind === 'words') visitArgument(body.word)
  }
  const visitArgument = (argument) => {
    switch (argument.kind) {
      case 'literal':
        words.options.add(argument.word)
        break
      case 'sequence':
        argument.items.forEach(visitArgument)
        break
      case 'optional':
      case 'many':
        visitArgument(argument.item)
        break
      case 'either':
        argument.forms.forEach(visitArgument)
        break
      case 'options':
        for (const [option, { args }] of Object.entries(argument.of)) {
          words.options.add(option)
          visitArgument(args)
        }
        if (argument.otherwise !== undefined) visitArgument(argument.otherwise)
        break
      case 'choice':
        for (const value of argument.values) if (/^[A-Za-z]/.test(value)) words.choices.add(value)
        break
      case 'boolean':
        for (const value of ['true', 'on', 'yes', 'false', 'off', 'no']) words.choices.add(value)
        break
    }
  }
  visitTable(root)
  for (const keyword of fresh) words.deprecated.delete(keyword)
  for (const keyword of words.deprecated) words.keywords.delete(keyword)
  for (const choice of words.choices) words.options.delete(choice)
  return words
}
