import {
  CognitoIdentityProviderClient,
  ListUserPoolsCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import { DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb'
import { EventBridgeClient, ListEventBusesCommand } from '@aws-sdk/client-eventbridge'
import { ListBucketsCommand, S3Client } from '@aws-sdk/client-s3'
import { ListQueuesCommand, SQSClient } from '@aws-sdk/client-sqs'

/** What either side says of how it is reached. */
export type Environment = Record<string, string | undefined>

/** The official clients of one side. */
export function clientsOf(environment: Environment) {
  const at = (service: string) => ({
    endpoint: environment[`AWS_ENDPOINT_URL_${service}`] ?? environment.AWS_ENDPOINT_URL,
    region: environment.AWS_REGION,
    credentials: {
      accessKeyId: environment.AWS_ACCESS_KEY_ID ?? '',
      secretAccessKey: environment.AWS_SECRET_ACCESS_KEY ?? '',
    },
  })
  return {
    dynamo: new DynamoDBClient(at('DYNAMODB')),
    s3: new S3Client({ ...at('S3'), forcePathStyle: true }),
    sqs: new SQSClient({ ...at('SQS'), useQueueUrlAsEndpoint: false }),
    events: new EventBridgeClient(at('EVENTBRIDGE')),
    cognito: new CognitoIdentityProviderClient(at('COGNITO_IDENTITY_PROVIDER')),
  }
}

/** Asks each of the five services something; ends when all have answered. */
export async function askEachService(environment: Environment): Promise<void> {
  const { dynamo, s3, sqs, events, cognito } = clientsOf(environment)
  await Promise.all([
    dynamo.send(new ListTablesCommand({})),
    s3.send(new ListBucketsCommand({})),
    sqs.send(new ListQueuesCommand({})),
    events.send(new ListEventBusesCommand({})),
    cognito.send(new ListUserPoolsCommand({ MaxResults: 1 })),
  ])
}
