import { createServer } from 'node:http'
import { openContext } from '../context'
import { openS3 } from './s3'

/** A local S3 in a process of its own, which a test kills. It has no peer to deliver events to. */
const { context } = openContext(process.argv[2] ?? '')
const service = openS3(context)
const server = createServer((request, response) => void service.handle(request, response))
server.listen(0, '127.0.0.1', () => {
  const address = server.address()
  process.send?.(`http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`)
})
