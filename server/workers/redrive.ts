import { type QueueName, queues } from '@/infra/resources'
import { queueDepth, redrive } from '@/server/platform/queue-depths'
import { asked } from './asked'

const names = Object.keys(queues).filter((name): name is QueueName => name in queues)

/** `npm run redrive` lists the queues with what waits in them and what was given up; `npm run redrive -- QUEUE` brings what was given
 *  up back to its queue. */
async function main(words: readonly string[]): Promise<void> {
  const queue = asked(words, 'queue', names)
  if (queue) {
    const { dead } = await queueDepth(queue)
    if (dead > 0) await redrive(queue)
    console.log(`${queue}: ${dead} messages go back to their queue`)
    return
  }
  for (const name of names) {
    const { waiting, working, dead } = await queueDepth(name)
    console.log(`${name}: ${waiting} waiting, ${working} in hand, ${dead} given up`)
  }
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error)
  process.exit(1)
})
