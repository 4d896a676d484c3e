import { getObjectAttributes } from './attributes'
import { createBucket, deleteBucket, getBucketLocation, headBucket, listBuckets } from './buckets'
import type { Operation } from './call'
import { completeMultipartUpload } from './complete'
import {
  deleteConfiguration,
  getBucketNotification,
  getBucketVersioning,
  getConfiguration,
  putBucketNotification,
  putBucketVersioning,
  putConfiguration,
} from './configurations'
import { copyObject } from './copy'
import { deleteObject, deleteObjects } from './delete'
import { getBucketLifecycle, putBucketLifecycle } from './lifecycle-configuration'
import { listObjectsV1, listObjectsV2 } from './list'
import { listMultipartUploads, listParts } from './list-uploads'
import { listObjectVersions } from './list-versions'
import { getObjectLegalHold, getObjectRetention, putObjectLegalHold, putObjectRetention } from './lock'
import { abortMultipartUpload, createMultipartUpload, uploadPart, uploadPartCopy } from './multipart'
import { getObject, putObject } from './objects'
import { postObject } from './post'
import { deleteBucketReplication, getBucketReplication, putBucketReplication } from './replication-rules'
import { restoreObject } from './restore'
import { deleteObjectTagging, getObjectTagging, putObjectTagging } from './tagging'

/** Every operation that is there, by its official name. */
export const operations: Readonly<Record<string, Operation>> = {
  AbortMultipartUpload: abortMultipartUpload,
  CompleteMultipartUpload: completeMultipartUpload,
  CopyObject: copyObject,
  CreateBucket: createBucket,
  CreateMultipartUpload: createMultipartUpload,
  DeleteBucket: deleteBucket,
  DeleteBucketCors: deleteConfiguration('cors'),
  DeleteBucketEncryption: deleteConfiguration('encryption'),
  DeleteBucketLifecycle: deleteConfiguration('lifecycle'),
  DeleteBucketOwnershipControls: deleteConfiguration('ownershipControls'),
  DeleteBucketPolicy: deleteConfiguration('policy'),
  DeleteBucketReplication: deleteBucketReplication,
  DeleteBucketTagging: deleteConfiguration('tagging'),
  DeleteObject: deleteObject,
  DeleteObjects: deleteObjects,
  DeleteObjectTagging: deleteObjectTagging,
  DeletePublicAccessBlock: deleteConfiguration('publicAccessBlock'),
  GetBucketCors: getConfiguration('cors'),
  GetBucketEncryption: getConfiguration('encryption'),
  GetBucketLifecycleConfiguration: getBucketLifecycle,
  GetBucketLocation: getBucketLocation,
  GetBucketNotificationConfiguration: getBucketNotification,
  GetBucketOwnershipControls: getConfiguration('ownershipControls'),
  GetBucketPolicy: getConfiguration('policy'),
  GetBucketReplication: getBucketReplication,
  GetBucketTagging: getConfiguration('tagging'),
  GetBucketVersioning: getBucketVersioning,
  GetObject: getObject,
  GetObjectAttributes: getObjectAttributes,
  GetObjectLegalHold: getObjectLegalHold,
  GetObjectLockConfiguration: getConfiguration('object-lock'),
  GetObjectRetention: getObjectRetention,
  GetObjectTagging: getObjectTagging,
  GetPublicAccessBlock: getConfiguration('publicAccessBlock'),
  HeadBucket: headBucket,
  HeadObject: getObject,
  ListBuckets: listBuckets,
  ListMultipartUploads: listMultipartUploads,
  ListObjects: listObjectsV1,
  ListObjectsV2: listObjectsV2,
  ListObjectVersions: listObjectVersions,
  ListParts: listParts,
  PostObject: postObject,
  PutBucketCors: putConfiguration('cors'),
  PutBucketEncryption: putConfiguration('encryption'),
  PutBucketLifecycleConfiguration: putBucketLifecycle,
  PutBucketNotificationConfiguration: putBucketNotification,
  PutBucketOwnershipControls: putConfiguration('ownershipControls'),
  PutBucketPolicy: putConfiguration('policy'),
  PutBucketReplication: putBucketReplication,
  PutBucketTagging: putConfiguration('tagging'),
  PutBucketVersioning: putBucketVersioning,
  PutObject: putObject,
  PutObjectLegalHold: putObjectLegalHold,
  PutObjectLockConfiguration: putConfiguration('object-lock'),
  PutObjectRetention: putObjectRetention,
  PutObjectTagging: putObjectTagging,
  PutPublicAccessBlock: putConfiguration('publicAccessBlock'),
  RestoreObject: restoreObject,
  UploadPart: uploadPart,
  UploadPartCopy: uploadPartCopy,
}
