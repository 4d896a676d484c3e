import { translator } from '@/lib/i18n/messages'
import { textAttributes, wordsFor } from '@/lib/i18n/words'
import type { Locale } from '@/lib/markets'
import { paths } from '@/lib/paths'
import { choices } from '@/lib/variants'
import type { Product, Variant } from '@/server/catalogue/model'
import type { Availability } from '@/server/inventory/model'

interface Props {
  product: Product
  chosen: Variant
  sold: readonly Variant[]
  stock: Readonly<Record<string, Availability>>
  locale: Locale
}

/** Chooses a variant by links: each is a page of its own, so that it can be shared and works without JavaScript. */
export function Options({ product, chosen, sold, stock, locale }: Props) {
  const t = translator(locale)
  const to = paths(locale)
  const standard = sold[0]?.sku
  return (
    <div className="grid gap-6">
      {product.options.map((option) => {
        const label = wordsFor(option.labels, locale)
        const selected = option.values.find(({ code }) => code === chosen.options[option.code])
        const pictured = option.values.some(({ swatch }) => swatch)
        return (
          <fieldset key={option.code}>
            <legend className="text-sm">
              <span className="text-ink-2" {...textAttributes(label ?? {})}>
                {label?.text ?? option.code}
              </span>{' '}
              {selected && (wordsFor(selected.labels, locale)?.text ?? selected.code)}
            </legend>
            <ul className="mt-2.5 flex flex-wrap gap-2">
              {choices(product, option.code, chosen, sold).map((choice) => {
                const value = option.values.find(({ code }) => code === choice.code)
                const name = wordsFor(value?.labels ?? {}, locale)?.text ?? choice.code
                const soldOut = !choice.sku || stock[choice.sku]?.state === 'out'
                const said = [
                  name,
                  soldOut ? t('product.soldOut') : '',
                  choice.changesOthers && choice.sku ? t('option.changesOthers') : '',
                ].filter(Boolean)
                return (
                  <li key={choice.code}>
                    <a
                      href={
                        choice.sku
                          ? to.product(product.id, choice.sku === standard ? undefined : choice.sku)
                          : undefined
                      }
                      data-soft
                      aria-label={said.join(', ')}
                      aria-current={choice.selected ? 'true' : undefined}
                      aria-disabled={choice.sku ? undefined : 'true'}
                      role={choice.sku ? undefined : 'link'}
                      title={said.join(', ')}
                      className={pictured ? 'swatch' : 'option'}
                      data-out={soldOut || undefined}
                      data-other={choice.changesOthers || undefined}
                    >
                      {pictured ? (
                        <span
                          style={{ background: value?.swatch ?? 'transparent' }}
                          className="block size-full rounded-full ring-1 ring-ink/20 ring-inset"
                        />
                      ) : (
                        name
                      )}
                    </a>
                  </li>
                )
              })}
            </ul>
          </fieldset>
        )
      })}
    </div>
  )
}
