import { join } from 'node:path'
import { has, Missing, type Program, run, start, until } from '../process'
import { freePort, scratch, stored } from '../store'

const requirements = join(import.meta.dirname, 'requirements.txt')

/** A Python with moto and boto3 of pinned versions, from the index that pip is set up with. @throws Missing */
export async function motoPython(): Promise<string> {
  if (!has('python3')) throw new Missing('it needs Python 3, which is not on this machine.')
  const folder = await stored('moto-5.2.5', async (home) => {
    await run('python3', ['-m', 'venv', home])
    await run(join(home, 'bin/pip'), ['install', '-q', '-r', requirements])
  })
  return join(folder, 'bin/python')
}

export interface Moto {
  /** All its services answer here. */
  address: string
  /** Moves its time. */
  clock: string
  /** What makes any AWS client talk to it. */
  environment: Record<string, string>
  program: Program
}

/** Starts moto's server with nothing in it, and waits until it answers. @throws Missing */
export async function startMoto(): Promise<Moto> {
  const moto = await launchMoto()
  const answers = async (url: string) => (await fetch(url)).ok
  await until(
    moto.program,
    async () => (await answers(`${moto.address}/moto-api/`)) && (await answers(`${moto.clock}/clock`)),
    'moto',
  )
  return moto
}

/** Starts moto's server and waits for nothing. @throws Missing */
export async function launchMoto(): Promise<Moto> {
  const python = await motoPython()
  const [port, clockPort] = [await freePort(), await freePort()]
  const script = join(import.meta.dirname, 'server.py')
  const program = start(python, [script, String(port), String(clockPort)], {
    log: join(scratch('moto'), 'moto.log'),
  })
  const address = `http://127.0.0.1:${port}`
  const clock = `http://127.0.0.1:${clockPort}`
  return {
    address,
    clock,
    program,
    environment: {
      AWS_ENDPOINT_URL: address,
      AWS_REGION: 'us-east-1',
      AWS_DEFAULT_REGION: 'us-east-1',
      AWS_ACCESS_KEY_ID: 'AKIAENGINES',
      AWS_SECRET_ACCESS_KEY: 'no-secret-on-a-loopback',
      CONTRACT_CLOCK_URL: clock,
    },
  }
}
