import { expectAllPass } from '../expect'
import { startKafka } from './kafka'

/** The streams port's suite against a broker of its own. */
export async function streamsInKafka(): Promise<void> {
  const kafka = await startKafka()
  try {
    await expectAllPass(['streams.test.ts'], { KAFKA_BROKERS: kafka.brokers }, (one) =>
      one.name.includes('Kafka'),
    )
  } finally {
    await kafka.program.kill()
  }
}
