import { Duration } from 'aws-cdk-lib'
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager'
import {
  AllowedMethods,
  type BehaviorOptions,
  CachedMethods,
  CachePolicy,
  CacheCookieBehavior,
  CacheHeaderBehavior,
  CacheQueryStringBehavior,
  Distribution,
  Function as EdgeFunction,
  FunctionCode,
  FunctionEventType,
  FunctionRuntime,
  HttpVersion,
  type IOrigin,
  OriginProtocolPolicy,
  OriginRequestHeaderBehavior,
  OriginRequestPolicy,
  ResponseHeadersPolicy,
  HeadersFrameOption,
  HeadersReferrerPolicy,
  SecurityPolicyProtocol,
  ViewerProtocolPolicy,
} from 'aws-cdk-lib/aws-cloudfront'
import { OriginGroup, S3BucketOrigin, VpcOrigin } from 'aws-cdk-lib/aws-cloudfront-origins'
import type { IApplicationLoadBalancer } from 'aws-cdk-lib/aws-elasticloadbalancingv2'
import { AaaaRecord, ARecord, HostedZone, RecordTarget } from 'aws-cdk-lib/aws-route53'
import { CloudFrontTarget } from 'aws-cdk-lib/aws-route53-targets'
import { Bucket, type IBucket } from 'aws-cdk-lib/aws-s3'
import type { Construct } from 'constructs'
import type { EdgeBehaviour } from '@/infra/edge-behaviours'
import { edge, physicalName } from '@/infra/resources'
import { replicaName } from './names'
import type { Settings } from './settings'

interface Sources {
  assets: IBucket
  staticFiles: IBucket
  logs: IBucket
  /** The load balancer of the web tier, which stands in no public network. */
  web: IApplicationLoadBalancer
  webAclArn: string
}

const failures = [500, 502, 503, 504]

/** The distribution: the declared behaviours in their order, on the web tier and, by Origin Access Control, on the buckets. */
export function distribution(scope: Construct, settings: Settings, sources: Sources): Distribution {
  const origins = originsOf(scope, settings, sources)
  const policies = new Map<string, CachePolicy>()
  const headers = responseHeaders(scope, settings)
  const asset = stripPrefix(scope, settings)
  const behaviour = (declared: EdgeBehaviour): BehaviorOptions => ({
    origin: origins[declared.origin],
    viewerProtocolPolicy: ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
    allowedMethods: methods(declared),
    cachedMethods: CachedMethods.CACHE_GET_HEAD,
    compress: declared.compress,
    cachePolicy: cachePolicy(scope, settings, declared, policies),
    originRequestPolicy: originRequest(scope, settings, declared),
    responseHeadersPolicy: headers,
    functionAssociations:
      declared.origin === 's3-assets'
        ? [{ function: asset, eventType: FunctionEventType.VIEWER_REQUEST }]
        : undefined,
  })
  const last = edge.at(-1)
  if (last?.pathPattern !== '*') throw new Error('the last behaviour must match everything')
  return new Distribution(scope, 'Edge', {
    domainNames: [settings.siteDomain],
    certificate: Certificate.fromCertificateArn(scope, 'Certificate', settings.certificateArn),
    webAclId: sources.webAclArn,
    minimumProtocolVersion: SecurityPolicyProtocol.TLS_V1_2_2021,
    httpVersion: HttpVersion.HTTP2_AND_3,
    defaultBehavior: behaviour(last),
    additionalBehaviors: Object.fromEntries(
      edge.slice(0, -1).map((declared) => [declared.pathPattern, behaviour(declared)]),
    ),
    // CloudFront would keep failures for ten seconds if it were not told.
    errorResponses: [
      ...failures.map((httpStatus) => ({ httpStatus, ttl: Duration.seconds(0) })),
      { httpStatus: 404, ttl: Duration.seconds(last.notFoundTtl) },
    ],
    logBucket: sources.logs,
    logFilePrefix: 'edge/',
  })
}

/** Where the behaviours' origins are. A region that is down is stood in for by the replica. */
function originsOf(
  scope: Construct,
  settings: Settings,
  { assets, staticFiles, web }: Sources,
): Record<EdgeBehaviour['origin'], IOrigin> {
  const replica = Bucket.fromBucketAttributes(scope, 'AssetsReplica', {
    bucketName: replicaName(settings, 'assets'),
    region: settings.replicaRegion,
  })
  return {
    web: VpcOrigin.withApplicationLoadBalancer(web, {
      vpcOriginName: physicalName(settings.stage, 'web'),
      // The name in the balancer's certificate.
      domainName: settings.siteDomain,
      protocolPolicy: OriginProtocolPolicy.HTTPS_ONLY,
      readTimeout: Duration.seconds(30),
      keepaliveTimeout: Duration.seconds(60),
    }),
    's3-assets': new OriginGroup({
      primaryOrigin: S3BucketOrigin.withOriginAccessControl(assets),
      fallbackOrigin: S3BucketOrigin.withOriginAccessControl(replica),
      fallbackStatusCodes: failures,
    }),
    's3-static': S3BucketOrigin.withOriginAccessControl(staticFiles),
  }
}

/** The shop's name, for both kinds of addresses. */
export function siteRecords(scope: Construct, { siteDomain, hostedZone }: Settings, edge: Distribution) {
  const zone = HostedZone.fromHostedZoneAttributes(scope, 'Zone', {
    hostedZoneId: hostedZone.id,
    zoneName: hostedZone.name,
  })
  const target = RecordTarget.fromAlias(new CloudFrontTarget(edge))
  const given = { zone, recordName: `${siteDomain}.`, target }
  return [new ARecord(scope, 'SiteRecord', given), new AaaaRecord(scope, 'SiteRecordSix', given)]
}

const readOnly = (declared: EdgeBehaviour): boolean => !declared.methods.includes('POST')

const methods = (declared: EdgeBehaviour): AllowedMethods => {
  if (!readOnly(declared)) return AllowedMethods.ALLOW_ALL
  return declared.methods.includes('OPTIONS')
    ? AllowedMethods.ALLOW_GET_HEAD_OPTIONS
    : AllowedMethods.ALLOW_GET_HEAD
}

/** Behaviours that cache alike share one policy: an account has twenty. */
function cachePolicy(
  scope: Construct,
  settings: Settings,
  declared: EdgeBehaviour,
  made: Map<string, CachePolicy>,
) {
  if (declared.maxTtl === 0) return CachePolicy.CACHING_DISABLED
  const { minTtl, defaultTtl, maxTtl, queryKeys, headerKeys, compress } = declared
  const key = JSON.stringify([minTtl, defaultTtl, maxTtl, queryKeys, headerKeys, compress])
  const known = made.get(key)
  if (known) return known
  const policy = new CachePolicy(scope, `CachePolicy${made.size + 1}`, {
    cachePolicyName: physicalName(settings.stage, `cache-${made.size + 1}`),
    comment: `As ${declared.pathPattern}`,
    minTtl: Duration.seconds(minTtl),
    defaultTtl: Duration.seconds(defaultTtl),
    maxTtl: Duration.seconds(maxTtl),
    cookieBehavior: CacheCookieBehavior.none(),
    headerBehavior:
      headerKeys.length > 0 ? CacheHeaderBehavior.allowList(...headerKeys) : CacheHeaderBehavior.none(),
    queryStringBehavior: queries(queryKeys),
    enableAcceptEncodingGzip: compress,
    enableAcceptEncodingBrotli: compress,
  })
  made.set(key, policy)
  return policy
}

function queries(keys: EdgeBehaviour['queryKeys']): CacheQueryStringBehavior {
  if (keys === 'none') return CacheQueryStringBehavior.none()
  if (keys === 'all') return CacheQueryStringBehavior.all()
  return 'except' in keys
    ? CacheQueryStringBehavior.denyList(...keys.except)
    : CacheQueryStringBehavior.allowList(...keys)
}

function originRequest(scope: Construct, settings: Settings, declared: EdgeBehaviour) {
  const { forwardHeaders } = declared
  if (forwardHeaders === 'all') return OriginRequestPolicy.ALL_VIEWER
  if (forwardHeaders.length === 0) return undefined
  const id = 'ForwardedHeaders'
  const known = scope.node.tryFindChild(id)
  if (known instanceof OriginRequestPolicy) return known
  return new OriginRequestPolicy(scope, id, {
    originRequestPolicyName: physicalName(settings.stage, 'forwarded-headers'),
    headerBehavior: OriginRequestHeaderBehavior.allowList(...forwardHeaders),
  })
}

const responseHeaders = (scope: Construct, settings: Settings): ResponseHeadersPolicy =>
  new ResponseHeadersPolicy(scope, 'ResponseHeaders', {
    responseHeadersPolicyName: physicalName(settings.stage, 'security'),
    securityHeadersBehavior: {
      strictTransportSecurity: {
        accessControlMaxAge: Duration.days(730),
        includeSubdomains: true,
        preload: true,
        override: true,
      },
      contentTypeOptions: { override: true },
      frameOptions: { frameOption: HeadersFrameOption.DENY, override: false },
      referrerPolicy: {
        referrerPolicy: HeadersReferrerPolicy.STRICT_ORIGIN_WHEN_CROSS_ORIGIN,
        override: false,
      },
    },
  })

/** Objects are addressed as `/assets/<key>`. */
const stripPrefix = (scope: Construct, settings: Settings): EdgeFunction =>
  new EdgeFunction(scope, 'StripAssets', {
    functionName: physicalName(settings.stage, 'strip-assets'),
    runtime: FunctionRuntime.JS_2_0,
    code: FunctionCode.fromInline(
      "function handler(event) { event.request.uri = event.request.uri.replace(/^\\/assets\\//, '/'); return event.request }",
    ),
  })
