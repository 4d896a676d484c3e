import { describe, expect, test } from 'vitest'
import { rules } from '@/infra/resources'
import { paymentNews } from '@/server/payments/events'
import { consumersByQueue } from './consumers'

/** The events that the bus puts into a queue, and those that a room puts there itself. */
const delivered = (queue: string): Set<string> =>
  new Set([
    ...Object.values(rules)
      .filter((rule) => rule.queue === queue)
      .flatMap((rule): readonly string[] => rule.events),
    ...(queue === 'checkout-consumer' ? [paymentNews.eventName] : []),
  ])

describe.each(Object.entries(consumersByQueue))('the queue %s', (queue, consumers) => {
  test('is sent every event that somebody there reacts to', () => {
    const events = delivered(queue)
    for (const { eventName } of consumers) expect(events).toContain(eventName)
  })
})

test('whatever is declared to reach a queue with reactions is reacted to', () => {
  const unheard = Object.entries(consumersByQueue).flatMap(([queue, consumers]) => {
    const known = new Set(consumers.map((consumer) => consumer.eventName))
    return [...delivered(queue)].filter((event) => !known.has(event)).map((event) => `${queue}: ${event}`)
  })
  expect(unheard).toEqual([])
})
