// The changes that can be made to a source, and probes that tell which of its parts a test reaches.
import { parse } from '@babel/parser'

const SWAPS = {
  '<': ['<=', '>='],
  '<=': ['<', '>'],
  '>': ['>=', '<='],
  '>=': ['>', '<'],
  '===': ['!=='],
  '!==': ['==='],
  '+': ['-'],
  '-': ['+'],
  '*': ['/'],
  '/': ['*'],
  '%': ['*'],
  '**': ['*'],
  '&': ['|'],
  '|': ['&'],
  '<<': ['>>'],
  '>>': ['<<'],
  '>>>': ['<<'],
  '&&': ['||'],
  '||': ['&&'],
  '+=': ['-='],
  '-=': ['+='],
  '*=': ['/='],
  '/=': ['*='],
  '++': ['--'],
  '--': ['++'],
}
const METHODS = {
  min: 'max',
  max: 'min',
  floor: 'ceil',
  ceil: 'floor',
  round: 'floor',
  some: 'every',
  every: 'some',
  startsWith: 'endsWith',
  endsWith: 'startsWith',
}
const REMOVED = ['ExpressionStatement', 'ContinueStatement', 'BreakStatement', 'ThrowStatement']
/** TypeScript's nodes that hold a value; all others are types. */
const VALUES = ['TSAsExpression', 'TSNonNullExpression', 'TSSatisfiesExpression']

/**
 * @param source TypeScript
 * @returns `mutants`, each { start, end, with, line, kind, what, probe }: characters to replace and by what, the number of the line
 *   from 1, the words that name the change on its line, and the innermost probe around it, -1 where it is reached when the module is loaded; and `probed`, the source with calls of `__p`
 */
export function plant(source) {
  const { program } = parse(source, {
    sourceType: 'module',
    plugins: ['typescript'],
    createParenthesizedExpressions: true,
  })
  const mutants = []
  const inserts = []
  let probes = 0
  const add = (kind, node, start, end, text) =>
    mutants.push({ start, end, with: text, line: lineOf(source, start), kind, probe: node.probe })
  const operator = (node, left, right) => {
    const start = source.indexOf(node.operator, left)
    if (start < 0 || start > right) return
    for (const other of Object.hasOwn(SWAPS, node.operator) ? SWAPS[node.operator] : [])
      add('operator', node, start, start + node.operator.length, other)
  }
  const negate = (node, test) =>
    add('condition', node, test.start, test.end, `!(${source.slice(test.start, test.end)})`)

  const visit = {
    NumericLiteral: (node) => {
      const kind = node.value > 2 || node.value % 1 !== 0 ? 'constant' : 'number'
      for (const value of otherNumbers(node.value)) add(kind, node, node.start, node.end, value)
    },
    BigIntLiteral: (node) => add('constant', node, node.start, node.end, `${BigInt(node.value) + 1n}n`),
    BooleanLiteral: (node) => add('truth', node, node.start, node.end, String(!node.value)),
    BinaryExpression: (node) => {
      if (node.operator === '+' && [node.left, node.right].some(isText)) return
      operator(node, node.left.end, node.right.start)
    },
    LogicalExpression: (node) => {
      if (node.operator === '??') add('default', node, node.left.end, node.right.end, '')
      else operator(node, node.left.end, node.right.start)
    },
    AssignmentExpression: (node) => {
      if (!isText(node.right)) operator(node, node.left.end, node.right.start)
    },
    UpdateExpression: (node) => operator(node, node.start, node.end),
    UnaryExpression: (node) => {
      if (['!', '-'].includes(node.operator)) add('condition', node, node.start, node.start + 1, '')
    },
    IfStatement: (node) => negate(node, node.test),
    ConditionalExpression: (node) => negate(node, node.test),
    MemberExpression: ({ property, computed, probe }) => {
      if (!computed && Object.hasOwn(METHODS, property.name))
        add('method', { probe }, property.start, property.end, METHODS[property.name])
    },
    ReturnStatement: (node) => {
      if (node.argument === null) add('removed', node, node.start, node.end, ';')
    },
  }

  const walk = (node, probe, depth) => {
    if (node === null || typeof node !== 'object') return
    if (Array.isArray(node)) {
      for (const one of node) walk(one, probe, depth)
      return
    }
    if (typeof node.type !== 'string' || node.type === 'ImportDeclaration') return
    if (node.type.startsWith('TS') && !VALUES.includes(node.type)) return
    node.probe = probe
    if (Object.hasOwn(visit, node.type)) visit[node.type](node)
    if (REMOVED.includes(node.type)) add('removed', node, node.start, node.end, ';')
    for (const [name, child] of Object.entries(node)) {
      // a name is no value, even if it is written as a number
      if (name === 'key' && !node.computed) continue
      if (!isBranch(node, name) || child === null || Array.isArray(child)) {
        walk(child, probe, depth + 1)
        continue
      }
      const own = probes++
      const block = child.type === 'BlockStatement'
      const statement = /Statement$/.test(child.type)
      const [from, to] = statement ? ['{', '}'] : ['(', ')']
      if (block) inserts.push({ at: child.start + 1, side: 1, depth, text: `__p(${own});` })
      else {
        inserts.push({ at: child.start, side: 1, depth, text: `${from}__p(${own})${statement ? ';' : ','}` })
        inserts.push({ at: child.end, side: 0, depth: -depth, text: to })
      }
      walk(child, own, depth + 1)
    }
  }
  walk(program.body, -1, 0)
  mutants.sort((a, b) => a.start - b.start)
  const told = new Map()
  for (const one of mutants) {
    const what = describe(source, one)
    const times = (told.get(`${one.line} ${what}`) ?? 0) + 1
    told.set(`${one.line} ${what}`, times)
    one.what = times === 1 ? what : `${what} (${times})`
  }
  return { mutants, probed: applied(source, inserts), probes }
}

/** Whether the child may run while its parent does not. */
function isBranch({ type }, name) {
  if (name === 'body') return type !== 'Program' && !type.startsWith('Class')
  return ['IfStatement', 'ConditionalExpression'].includes(type) && ['consequent', 'alternate'].includes(name)
}

/** Small whole numbers: one more, one less. Others: a quarter more, a fifth less. Tolerances: none at all, and a million times that. */
function otherNumbers(value) {
  if (value === 0) return ['1']
  if (value < 1e-6) return ['0', String(value * 1e6)]
  if (Number.isInteger(value) && value <= 20) return [String(value + 1), String(value - 1)]
  const whole = Number.isInteger(value) ? Math.round : (other) => other
  return [String(whole(value * 1.25)), String(whole(value * 0.8))]
}

function isText(node) {
  if (node.type === 'BinaryExpression') return isText(node.left) || isText(node.right)
  return node.type === 'StringLiteral' || node.type === 'TemplateLiteral'
}

function describe(source, { start, end, with: text, kind }) {
  const short = (words) => (words.length > 60 ? `${words.slice(0, 57)}…` : words).replaceAll(/\s+/g, ' ')
  const old = short(source.slice(start, end))
  if (kind === 'removed') return `without ${old}`
  if (kind === 'default') return `without${old}`
  return text === '' ? `without ${old}` : `${old} → ${short(text)}`
}

function lineOf(source, at) {
  return source.slice(0, at).split('\n').length
}

function applied(source, inserts) {
  // what ends comes before what begins, and of two that begin the outer one comes first
  inserts.sort((a, b) => a.at - b.at || a.side - b.side || a.depth - b.depth)
  let [text, from] = ['', 0]
  for (const { at, text: added } of inserts) {
    text += source.slice(from, at) + added
    from = at
  }
  return text + source.slice(from)
}
