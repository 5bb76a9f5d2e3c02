import { expect, test } from '@jest/globals'
import { covering, kindsOf } from './page-kinds.js'

test('elements are told apart by tag, classes, attributes and parent, not by their text or what is drawn', () => {
  const kinds = kindsOf('<p class="a b">x<br>y</p><div id="n"><p>z</p></div><svg><g><p>drawn</p></g></svg>')
  expect([...kinds]).toEqual([
    ' > p a b [class]',
    'p a b [class] > br  []',
    ' > div  [id]',
    'div  [id] > p  []',
  ])
  expect(kindsOf('<figure id="time-x"></figure>')).toContain('figure: time')
})

test('pages are chosen until each kind was there twice, or as often as there is', () => {
  const page = (...tags: string[]) => ({
    page: tags.join(),
    html: tags.map((tag) => `<${tag}></${tag}>`).join(''),
  })
  const pages = [page('a'), page('a', 'b'), page('a', 'b', 'i'), page('b', 'a'), page('u')]
  expect(covering(pages)).toEqual(['a,b,i', 'a,b', 'u'])
  expect(covering([])).toEqual([])
})
