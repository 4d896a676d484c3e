import type { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider'
import type { DynamoDBStreamsClient } from '@aws-sdk/client-dynamodb-streams'
import type { EventBridgeClient } from '@aws-sdk/client-eventbridge'
import type { S3Client } from '@aws-sdk/client-s3'
import type { SQSClient } from '@aws-sdk/client-sqs'
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'

export interface Clients {
  documents: DynamoDBDocumentClient
  streams: DynamoDBStreamsClient
  s3: S3Client
  sqs: SQSClient
  events: EventBridgeClient
  cognito: CognitoIdentityProviderClient
}

/** What asks one service, and knows what it acknowledged. */
export interface Load {
  readonly name: string
  /** Workers that ask at the same time. */
  readonly workers: number
  /** Once, on an empty cloud. */
  open(clients: Clients): Promise<void>
  /** Asks for something once more, and notes what was acknowledged. @throws when the cloud is gone */
  step(clients: Clients, worker: number): Promise<void>
  /** After a crash: what is not as it was acknowledged, in sentences.
   *  @param whole everything that was ever acknowledged, not the last of it alone */
  check(clients: Clients, whole: boolean): Promise<string[]>
  /** What was acknowledged until now, for the report. */
  acknowledged(): number
}
