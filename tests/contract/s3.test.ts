/** S3: one bucket for all questions, each of which has a file of its own. */
import './s3/buckets'
import './s3/objects'
import './s3/conditions'
import './s3/checksums'
import './s3/copies-and-tags'
import './s3/listings'
import './s3/presigned'
