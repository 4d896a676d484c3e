import type { Call } from './call'
import type { Cause } from './events'

/** Who makes this request, as its events tell it. */
export function causeOf(call: Call, reason: string): Cause {
  return {
    requestId: call.requestId,
    requester: call.credential ? call.context.accountId : 'anonymous',
    sourceIp: call.request.socket.remoteAddress,
    reason,
  }
}
