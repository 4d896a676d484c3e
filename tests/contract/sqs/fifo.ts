import { describe, expect, it } from 'vitest'
import { bodies, createFifo, receive, remove, send, target } from './queue'

describe('a FIFO queue', () => {
  it('gives several messages of a group in order, and blocks the group while any is in flight', async () => {
    const url = await createFifo()
    for (const body of ['a1', 'a2', 'a3']) await send(url, body, { MessageGroupId: 'a' })
    await send(url, 'b1', { MessageGroupId: 'b' })
    const first = await receive(url, { MaxNumberOfMessages: 2 })
    expect(bodies(first)).toEqual(['a1', 'a2'])
    expect(bodies(await receive(url))).toEqual(['b1'])
    await remove(url, first[0])
    expect(await receive(url)).toEqual([])
    await remove(url, first[1])
    expect(bodies(await receive(url))).toEqual(['a3'])
  })

  it('keeps the order of a group when its consumer fails', async () => {
    const url = await createFifo()
    for (const body of ['1', '2', '3']) await send(url, body, { MessageGroupId: 'g' })
    await receive(url, { MaxNumberOfMessages: 1, VisibilityTimeout: 30 })
    expect(await receive(url)).toEqual([])
    await target.advance(31_000)
    expect(bodies(await receive(url))).toEqual(['1', '2', '3'])
  })

  it('numbers messages and tells group and deduplication id', async () => {
    const url = await createFifo()
    const sent = await send(url, 'x', { MessageGroupId: 'g', MessageDeduplicationId: 'd-1' })
    const later = await send(url, 'y', { MessageGroupId: 'g', MessageDeduplicationId: 'd-2' })
    expect(sent.SequenceNumber).toMatch(/^\d{20}$/)
    expect(BigInt(later.SequenceNumber ?? 0)).toBeGreaterThan(BigInt(sent.SequenceNumber ?? 0))
    const [message] = await receive(url)
    expect(message?.Attributes).toMatchObject({
      MessageGroupId: 'g',
      MessageDeduplicationId: 'd-1',
      SequenceNumber: sent.SequenceNumber,
    })
  })

  it('accepts a duplicate for five minutes without delivering it again', async () => {
    const url = await createFifo()
    const put = (id: string) => send(url, 'same', { MessageGroupId: 'g', MessageDeduplicationId: id })
    await put('once')
    await put('once')
    const [message, ...others] = await receive(url)
    expect(others).toEqual([])
    await remove(url, message)
    await put('once')
    expect(await receive(url)).toEqual([])
    await target.advance(5 * 60_000 + 1)
    await put('once')
    expect(await receive(url)).toHaveLength(1)
  })

  it('answers a duplicate with the ids of the first', async () => {
    const url = await createFifo()
    const put = () => send(url, 'same', { MessageGroupId: 'g', MessageDeduplicationId: 'once' })
    const { MessageId, SequenceNumber } = await put()
    expect(await put()).toMatchObject({ MessageId, SequenceNumber })
  })

  it('recognises duplicates by content when the queue says so, else insists on an id', async () => {
    const byContent = await createFifo()
    await send(byContent, 'same', { MessageGroupId: 'g' })
    await send(byContent, 'same', { MessageGroupId: 'other' })
    expect(await receive(byContent)).toHaveLength(1)
    const byId = await createFifo({ ContentBasedDeduplication: 'false' })
    await expect(send(byId, 'x', { MessageGroupId: 'g' })).rejects.toMatchObject({
      name: 'InvalidParameterValue',
    })
    await expect(send(byId, 'x')).rejects.toMatchObject({ name: 'MissingParameter' })
  })

  it('can keep deduplication apart for each group', async () => {
    const url = await createFifo({
      DeduplicationScope: 'messageGroup',
      FifoThroughputLimit: 'perMessageGroupId',
    })
    await send(url, 'same', { MessageGroupId: 'g' })
    await send(url, 'same', { MessageGroupId: 'other' })
    expect(await receive(url)).toHaveLength(2)
  })

  it('refuses to delete by an expired receipt handle', async () => {
    const url = await createFifo()
    await send(url, 'x', { MessageGroupId: 'g' })
    const [message] = await receive(url)
    await target.advance(31_000)
    await expect(remove(url, message)).rejects.toMatchObject({ name: 'InvalidParameterValue' })
  })

  it('repeats a receive whose answer was lost', async () => {
    const url = await createFifo()
    await send(url, 'x', { MessageGroupId: 'g' })
    const [first] = await receive(url, { ReceiveRequestAttemptId: 'try-1' })
    const [second] = await receive(url, { ReceiveRequestAttemptId: 'try-1' })
    expect(second?.ReceiptHandle).toBe(first?.ReceiptHandle)
    expect(await receive(url, { ReceiveRequestAttemptId: 'try-2' })).toEqual([])
  })

  it('wakes a long poll when the group is free again', async () => {
    const url = await createFifo()
    await send(url, '1', { MessageGroupId: 'g' })
    const [one] = await receive(url)
    await send(url, '2', { MessageGroupId: 'g' })
    const poll = receive(url, { WaitTimeSeconds: 20 })
    await remove(url, one)
    expect(bodies(await poll)).toEqual(['2'])
  })
})
