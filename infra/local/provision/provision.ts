import { type BucketName, buckets, type TableName, tables } from '@/infra/resources'
import { type IdentityOutputs, provisionIdentity } from '@/infra/local/provision/identity'
import { provisionMessages } from '@/infra/local/provision/messages'
import { provisionBucket } from '@/infra/local/provision/objects'
import { provisionTable } from '@/infra/local/provision/tables'

/** Brings a cloud without CloudFormation (the local one, another emulator) to what the declaration says. Running it again adds
 *  what is missing and removes nothing.
 *  @returns what a deployment has to know of it */
export async function provision(): Promise<IdentityOutputs> {
  const tableNames = Object.keys(tables).filter((name): name is TableName => name in tables)
  const bucketNames = Object.keys(buckets).filter((name): name is BucketName => name in buckets)
  const [identity] = await Promise.all([
    provisionIdentity(),
    provisionMessages(),
    ...tableNames.map(provisionTable),
    ...bucketNames.map(provisionBucket),
  ])
  return identity
}
