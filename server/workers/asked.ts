/** The one name that an operator's command line asks for, or none.
 *  @throws Error a sentence where there are several, or where nothing is called so */
export function asked<Name extends string>(
  [wanted, ...more]: readonly string[],
  what: string,
  names: readonly Name[],
): Name | undefined {
  if (more.length > 0) throw new Error(`One ${what} at a time: ${wanted}, or ${more.join(', ')}?`)
  const name = names.find((one) => one === wanted)
  if (wanted !== undefined && !name)
    throw new Error(`There is no ${what} ${wanted}; one of ${names.join(', ')}.`)
  return name
}
