const HEAD = `# What the package exports

Generated from \`src/index.ts\` by \`npm run docs\`, so that a name that comes, goes or changes its kind is seen in review.
[notebook.md](notebook.md) shows how they are used.

`

/** The page of all exported names, sorted, made of the text of index.d.ts. */
export function apiPage(declarations) {
  const names = new Map()
  for (const [, type, list] of declarations.matchAll(/^export (type )?\{([^}]*)\}/gm))
    for (const item of list.split(',')) {
      const [, own, name] = /^(type )?(?:\w+ as )?(\w+)$/.exec(item.trim()) ?? []
      if (name === undefined) throw new Error(`not an exported name: ${item}`)
      names.set(name, type !== undefined || own !== undefined ? 'type' : 'value')
    }
  for (const [, name] of declarations.matchAll(/^export declare (?:const|function|class) (\w+)/gm))
    names.set(name, 'value')
  const of = (kind) =>
    [...names]
      .filter(([, one]) => one === kind)
      .map(([name]) => name)
      .sort()
      .map((name) => `- \`${name}\`\n`)
      .join('')
  return `${HEAD}## Values\n\n${of('value')}\n## Types\n\n${of('type')}`
}
