import { expect, test } from 'vitest'
import { document, link, paragraphs, plain, table } from './write'

test('what a product is called makes no heading, link, table or markup', () => {
  expect(plain('# [Buy](https://evil.example) <script> | `x`')).toBe(
    '\\# \\[Buy\\](https://evil.example) \\<script\\> \\| \\`x\\`',
  )
  expect(plain('two\nlines')).toBe('two lines')
  expect(paragraphs('one *a*\n\n\ntwo')).toBe('one \\*a\\*\n\ntwo')
})

test('addresses are encoded once', () => {
  expect(link('A b', 'https://shop.example/en-GB/p/a?q=ä b')).toBe(
    '[A b](https://shop.example/en-GB/p/a?q=%C3%A4%20b)',
  )
  expect(link('x', 'https://shop.example/p/a%20b')).toBe('[x](https://shop.example/p/a%20b)')
})

test('what is empty is left out', () => {
  expect(table(['a'], [])).toBe('')
  expect(table(['a', 'b'], [['1', '2']])).toBe('| a | b |\n| --- | --- |\n| 1 | 2 |')
  expect(document('# a', '', undefined, 'b')).toBe('# a\n\nb\n')
})
