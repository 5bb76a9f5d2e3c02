import * as z from 'zod'
import type { Own } from './safe.js'

const OWN = new WeakSet<object>()

/** A text of the program itself, such as the id of a metric: nothing of an input is in it, and the redactor leaves it. */
export function own(description?: string): z.ZodType<Own> {
  const schema = description === undefined ? z.string() : z.string().describe(description)
  OWN.add(schema)
  return schema as unknown as z.ZodType<Own>
}

/** Which texts in a document the program wrote itself; all others are to be redacted. */
export type Shape = 'own' | 'text' | { readonly [member: string]: Shape } | readonly [Shape]

interface Definition {
  type: string
  shape?: Record<string, z.ZodType>
  element?: z.ZodType
  innerType?: z.ZodType
}

export function shapeOf(schema: z.ZodType): Shape {
  if (OWN.has(schema)) return 'own'
  const { type, shape, element, innerType } = schema.def as unknown as Definition
  if (shape !== undefined)
    return Object.fromEntries(Object.entries(shape).map(([name, member]) => [name, shapeOf(member)]))
  if (type === 'array' && element !== undefined) return [shapeOf(element)]
  if (type === 'enum' || type === 'literal') return 'own'
  return innerType === undefined ? 'text' : shapeOf(innerType)
}
