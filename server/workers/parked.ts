import { type TopicName, topics } from '@/infra/resources'
import { streams } from '@/server/platform/streams'
import { asked } from './asked'

const names = Object.keys(topics).filter((name): name is TopicName => name in topics)

/** `npm run parked` lists the records of streams that their readers have given up, and why; `npm run parked -- TOPIC` appends those of a
 *  topic once more, for all its readers. */
async function main(words: readonly string[]): Promise<void> {
  const topic = asked(words, 'topic', names)
  if (topic) {
    console.log(`${topic}: ${await streams().replay(topic)} records were appended once more`)
    return
  }
  for (const name of names) {
    const records = await streams().parked(name)
    console.log(`${name}: ${records.length} parked`)
    for (const { key, group, reason, partition, offset } of records)
      console.log(`  ${key} (partition ${partition}, record ${offset}), given up by ${group}: ${reason}`)
  }
}

main(process.argv.slice(2)).then(
  () => process.exit(0),
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error)
    process.exit(1)
  },
)
