// Checks what the documents say: links, commands, numbers and words. Run: npm run docs:check   (--online also fetches links to other sites)
import { commands } from './docs-check/commands.mjs'
import { elsewhere, links } from './docs-check/links.mjs'
import { numbers } from './docs-check/numbers.mjs'
import { pages } from './docs-check/pages.mjs'
import { words } from './docs-check/words.mjs'

const texts = pages()
let failed = 0
for (const [kind, check] of Object.entries({ links, commands, numbers, words })) {
  const problems = check(texts)
  failed += problems.length
  console.log(`${kind}: ${problems.length === 0 ? 'all right' : `${problems.length} wrong`}`)
  for (const problem of problems) console.log(`  ${problem}`)
}
if (process.argv.includes('--online'))
  for (const link of elsewhere(texts)) {
    const answer = await fetch(link, { method: 'HEAD', signal: AbortSignal.timeout(20_000) }).catch(
      (error) => error,
    )
    if (answer.ok === true) continue
    failed += 1
    console.log(`  ${link}: expected an answer, found ${answer.status ?? answer.message}`)
  }
process.exitCode = failed === 0 ? 0 : 1
