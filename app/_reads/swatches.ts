import { unstable_cache } from 'next/cache'
import { findProducts } from '@/server/catalogue/catalogue'

/** The colours that the options of these products are shown in, by `option:value`. @throws Unavailable */
export function swatchesOf(ids: readonly string[]): Promise<Record<string, string>> {
  return unstable_cache(
    async () => {
      const values = (await findProducts(ids)).flatMap(({ options }) =>
        options.flatMap((option) =>
          option.values.flatMap(({ code, swatch }) =>
            swatch ? [[`${option.code}:${code}`, swatch] as const] : [],
          ),
        ),
      )
      return { ...families, ...Object.fromEntries(values) }
    },
    ['swatches', ...ids],
    { tags: ['catalogue'], revalidate: 3600 },
  )()
}

/** Of the families that the colour facet counts. */
const families: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries({
    white: '#f4f1ea',
    black: '#2b2927',
    grey: '#8d8a85',
    beige: '#d8c8a9',
    brown: '#8a6239',
    red: '#a9523a',
    yellow: '#c99a3c',
    green: '#8ea083',
    blue: '#4f6f88',
    clear: '#e6efee',
    brass: '#b98f45',
    pink: '#d3a59b',
    orange: '#c9773b',
  }).map(([family, colour]) => [`colour:${family}`, colour]),
)
