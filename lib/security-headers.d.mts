export declare const personalSegments: readonly string[]
export declare function contentSecurityPolicy(
  scripts: string,
  connections?: readonly string[],
  pictures?: readonly string[],
  frames?: readonly string[],
): string
export declare const securityHeaders: {
  source: string
  headers: { key: string; value: string }[]
}[]
