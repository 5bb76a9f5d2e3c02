export interface Element {
  name: string
  attributes: Record<string, string>
  children: Element[]
  text: string
}

const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }
const NAME = '[A-Za-z_][\\w.-]*'
const OPEN = new RegExp(`^<(${NAME})((?: ${NAME}="[^"<]*")*)(/?)>$`)

function decoded(text: string): string {
  return text.replace(/&([^;]*;?)/g, (whole, entity: string) => {
    const known = ENTITIES[entity.replace(/;$/, '')]
    if (known === undefined || !entity.endsWith(';')) throw new Error(`no entity: ${whole}`)
    return known
  })
}

/** The root of an XML document as our writers make them: no comments, CDATA or doctype. Throws on what is not well-formed (XML 1.0, 2.1). */
export function parseXml(text: string): Element {
  const [head = '', ...rest] = text.split('\n')
  if (head !== '<?xml version="1.0" encoding="UTF-8"?>') throw new Error('no declaration')
  // production 2: characters that a document may have
  const odd = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u.exec(text)
  if (odd !== null) throw new Error(`no character of XML: U+${odd[0].codePointAt(0)?.toString(16)}`)
  const document: Element = { name: '', attributes: {}, children: [], text: '' }
  const open = [document]
  for (const part of rest.join('\n').split(/(<[^>]*>)/)) {
    const parent = open.at(-1) as Element
    if (!part.startsWith('<')) {
      if (part.includes('>')) throw new Error(`a bare > in ${part}`)
      parent.text += decoded(part)
    } else if (part.startsWith('</')) {
      if (part !== `</${parent.name}>`) throw new Error(`${part} ends ${parent.name}`)
      open.pop()
    } else {
      const [, name, list = '', empty] = OPEN.exec(part) ?? []
      if (name === undefined) throw new Error(`no tag: ${part}`)
      const pairs = [...list.matchAll(/ ([^=]+)="([^"]*)"/g)].map(
        ([, key = '', value = '']) => [key, decoded(value)] as const,
      )
      const attributes = Object.fromEntries(pairs)
      if (Object.keys(attributes).length < pairs.length) throw new Error(`an attribute twice: ${part}`)
      const element = { name, attributes, children: [], text: '' }
      parent.children.push(element)
      if (empty === '') open.push(element)
    }
  }
  const [root] = document.children
  if (open.length > 1 || root === undefined || document.children.length > 1 || document.text.trim() !== '')
    throw new Error('not one root element')
  return root
}
