import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Imported before everything else: the server reads its configuration once. Nothing here is reached over a network. */
Object.assign(process.env, {
  CLOUD: 'local',
  STAGE: 'chaos',
  LOG_LEVEL: process.env.CHAOS_LOG ?? 'silent',
  DATA_DIR: mkdtempSync(join(tmpdir(), 'quayside-chaos-')),
  SHARED_DIR: 'shared',
  MAILBOX_URL: 'http://mailbox.invalid',
  INTERNAL_SECRET: 'only-for-tests-and-long-enough-for-them',
  AWS_REGION: 'us-east-1',
  AWS_ACCESS_KEY_ID: 'chaos',
  AWS_SECRET_ACCESS_KEY: 'chaos',
  AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
})

// Thousands of refusals are part of every run; nobody reads where they come from.
Error.stackTraceLimit = process.env.CHAOS_LOG ? 20 : 0
