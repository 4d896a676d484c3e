/** SQS: one service for all questions, each of which has a file of its own. */
import './sqs/queues'
import './sqs/standard'
import './sqs/fifo'
import './sqs/dead-letters'
