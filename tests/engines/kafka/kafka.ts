import { randomBytes } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { Socket } from 'node:net'
import { join } from 'node:path'
import { java } from '../java'
import { type Program, run, start, until } from '../process'
import { freePort, jarsOf, scratch, stored } from '../store'

export interface Kafka {
  brokers: string
  program: Program
}

/** Starts a broker that is its own controller, with nothing in it. @throws Missing */
export async function startKafka(): Promise<Kafka> {
  const command = java(17, 25)
  const folder = await stored('kafka-4.1.1', (into) => jarsOf(join(import.meta.dirname, 'pom.xml'), into))
  const place = scratch('kafka')
  const [port, controller] = [await freePort(), await freePort()]
  const settings = join(place, 'server.properties')
  writeFileSync(
    settings,
    [
      'process.roles=broker,controller',
      'node.id=1',
      `controller.quorum.voters=1@127.0.0.1:${controller}`,
      `listeners=PLAINTEXT://127.0.0.1:${port},CONTROLLER://127.0.0.1:${controller}`,
      `advertised.listeners=PLAINTEXT://127.0.0.1:${port}`,
      'controller.listener.names=CONTROLLER',
      'listener.security.protocol.map=CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT',
      `log.dirs=${join(place, 'data')}`,
      'num.partitions=3',
      'offsets.topic.replication.factor=1',
      'offsets.topic.num.partitions=3',
      'transaction.state.log.replication.factor=1',
      'transaction.state.log.min.isr=1',
      'group.initial.rebalance.delay.ms=0',
      'auto.create.topics.enable=false',
      '',
    ].join('\n'),
  )
  const classes = ['-cp', join(folder, '*')]
  const cluster = randomBytes(16).toString('base64url')
  await run(command, [...classes, 'kafka.tools.StorageTool', 'format', '-t', cluster, '-c', settings])
  const program = start(
    command,
    ['-Xms256m', '-Xmx512m', '-XX:+UseSerialGC', ...classes, 'kafka.Kafka', settings],
    { log: join(place, 'kafka.log'), cwd: place },
  )
  await until(program, () => listens(port), 'Kafka')
  return { brokers: `127.0.0.1:${port}`, program }
}

const listens = (port: number) =>
  new Promise<boolean>((resolve) => {
    const socket = new Socket()
    socket.once('error', () => resolve(false))
    socket.connect(port, '127.0.0.1', () => {
      resolve(true)
      socket.destroy()
    })
  })
