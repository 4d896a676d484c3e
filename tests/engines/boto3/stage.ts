import { join } from 'node:path'
import { startCloudProcess, temporaryDirectory } from '@/tests/contract/cloud-process'
import { motoPython } from '../moto/moto'
import { show } from '../process'

/** boto3, which nobody here wrote, as a client of the local cloud. */
export async function servesBoto3(): Promise<void> {
  const python = await motoPython()
  const directory = temporaryDirectory()
  const cloud = await startCloudProcess(directory.path)
  try {
    const { AWS_REGION = '' } = cloud.variables
    const client = join(import.meta.dirname, 'client.py')
    await show(python, [client], { ...cloud.variables, AWS_DEFAULT_REGION: AWS_REGION })
  } finally {
    await cloud.stop()
    directory.remove()
  }
}
