import { expect, it } from 'vitest'
import { mailboxPage } from './mailbox-page'

it('shows messages as text: what they contain never becomes markup, only addresses become links', () => {
  const page = mailboxPage(
    [
      {
        id: 'msg_1',
        at: '2026-11-21T10:00:00.000Z',
        channel: 'email',
        to: '"><script>alert(1)</script>@example.com',
        subject: '<img src=x onerror=alert(1)>',
        text: 'Your code is 123456. See https://shop.example/a?b=1&c="><script>',
      },
    ],
    undefined,
  )
  expect(page).not.toMatch(/<script|<img/)
  expect(page).toContain('&lt;img src=x onerror=alert(1)&gt;')
  expect(page).toContain('Your code is 123456.')
  expect(page).toContain('<a href="https://shop.example/a?b=1&amp;c=&quot;&gt;&lt;script&gt;">')
})
