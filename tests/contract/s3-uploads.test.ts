/** Uploads to S3: one bucket for all questions, each of which has a file of its own. */
import './s3-uploads/parts'
import './s3-uploads/forms'
import './s3-uploads/bad-bodies'
