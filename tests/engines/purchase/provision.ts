import {
  CognitoIdentityProviderClient,
  UpdateUserPoolClientCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import { EventBridgeClient, ListTargetsByRuleCommand, PutTargetsCommand } from '@aws-sdk/client-eventbridge'
import { DeleteBucketPolicyCommand } from '@aws-sdk/client-s3'
import { CreateEmailIdentityCommand, SESv2Client } from '@aws-sdk/client-sesv2'
import { provision } from '@/infra/local/provision/provision'
import { buckets, bus, physicalName, rules } from '@/infra/resources'
import { s3 } from '@/server/platform/aws'
import { config } from '@/server/platform/config'

/** Brings an emulator of AWS to what the declaration says, and prints what the shop has to know of it as JSON. */
const { region, stage, mailFrom } = config()
const { userPoolId, clientId } = await provision()

// moto's SRP forgets the address of who signs in (see moto/differences), so passwords go over loopback as they are.
await new CognitoIdentityProviderClient({ region }).send(
  new UpdateUserPoolClientCommand({
    UserPoolId: userPoolId,
    ClientId: clientId,
    ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
  }),
)

// moto has no InputPath; a transformer that hands on the same part is the same to AWS.
const events = new EventBridgeClient({ region })
const EventBusName = physicalName(stage, bus)
for (const rule of Object.keys(rules)) {
  const Rule = physicalName(stage, rule)
  const { Targets = [] } = await events.send(new ListTargetsByRuleCommand({ Rule, EventBusName }))
  const plain = Targets.map(({ InputPath, ...target }) => ({
    ...target,
    InputTransformer: { InputPathsMap: { detail: InputPath ?? '$' }, InputTemplate: '<detail>' },
  }))
  await events.send(new PutTargetsCommand({ Rule, EventBusName, Targets: plain }))
}

// moto takes every condition of a policy for fulfilled, and so refuses what is to be refused only without encryption.
for (const bucket of Object.keys(buckets))
  await s3().send(new DeleteBucketPolicyCommand({ Bucket: physicalName(stage, bucket) }))

// Where the mail goes is not checked: SES knows who may send it.
await new SESv2Client({ region }).send(new CreateEmailIdentityCommand({ EmailIdentity: mailFrom }))
console.log(JSON.stringify({ COGNITO_USER_POOL_ID: userPoolId, COGNITO_CLIENT_ID: clientId }))
