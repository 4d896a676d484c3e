/** The address at which a typeface is served. */
declare module '*.woff2' {
  const url: string
  export default url
}
