import type { ReactNode } from 'react'
import { Group, Specimen } from '@/components/primitives/specimen'
import { Card } from '@/components/product/card'
import { Price } from '@/components/product/price'
import { Breadcrumbs } from '@/components/ui/breadcrumbs'
import { Drawn } from '@/components/ui/drawn'
import { Icon, iconNames } from '@/components/ui/icon'
import { Notice } from '@/components/ui/notice'
import { type Locale, marketOf } from '@/lib/markets'
import type { ProductCard } from '@/lib/product-card'

const tones = ['info', 'good', 'warn', 'bad'] as const
const seeds = ['vase', 'bowl', 'bottle', 'mug', 'lamp', 'planter', 'parcel', 'parcels'] as const

/** What stands on pages: notices, options, cards, drawings, icons. */
export function Things({ locale }: { locale: Locale }) {
  const { currency } = marketOf(locale)
  const price = { amount: 6_800, currency }
  const card: ProductCard = {
    id: 'harbour-vase',
    name: { text: 'Harbour vase' },
    summary: { text: 'Stoneware, thrown and trimmed by hand' },
    price,
    from: false,
    soldOut: false,
    sku: 'BOWL-1',
    swatches: [
      { label: 'Sage', colour: '#8a9a83' },
      { label: 'Chalk', colour: '#e9e4da' },
    ],
  }
  const cards: readonly ProductCard[] = [
    card,
    { ...card, id: 'bowl', was: { amount: 8_400, currency } },
    { ...card, id: 'mug', soldOut: true },
    { ...card, id: 'lamp', from: true, name: { text: 'A name that goes on and on '.repeat(6) } },
  ]
  return (
    <Group title="Things">
      <Specimen name="notice">
        <div className="grid w-full gap-2">
          {tones.map((tone) => (
            <Notice key={tone} tone={tone}>
              {tone}: the price has changed since you put it in the basket.
            </Notice>
          ))}
        </div>
      </Specimen>
      <Specimen name="price: plain, from, offer">
        <Price price={price} locale={locale} />
        <Price price={price} locale={locale} from />
        <Price price={price} was={{ amount: 8_400, currency }} locale={locale} />
      </Specimen>
      <Specimen name="option: free, chosen, of another variant, sold out">
        <Options look="option">M</Options>
        <Options look="swatch">
          <span className="block size-full rounded-full" style={{ background: '#8a9a83' }} />
        </Options>
      </Specimen>
      <Specimen name="breadcrumbs">
        <Breadcrumbs
          label="Where you are"
          crumbs={[{ text: 'Home', href: '#' }, { text: 'Vases', href: '#' }, { text: 'Harbour vase' }]}
        />
      </Specimen>
      <Specimen name="card: plain, on offer, sold out, a long name">
        <div className="grid w-full grid-cols-2 gap-6">
          {cards.map((one) => (
            <Card key={one.id} card={one} locale={locale} sizes="20rem" />
          ))}
        </div>
      </Specimen>
      <Specimen name="in place of a photograph">
        {seeds.map((seed) => (
          <div key={seed} className="aspect-4/5 w-28">
            <Drawn seed={seed} />
          </div>
        ))}
      </Specimen>
      <Specimen name="icons">
        {iconNames.map((name) => (
          <figure key={name} className="grid w-16 justify-items-center gap-1 text-2xs text-ink-2">
            <Icon name={name} />
            <figcaption>{name}</figcaption>
          </figure>
        ))}
      </Specimen>
    </Group>
  )
}

function Options({ look, children }: { look: 'option' | 'swatch'; children: ReactNode }) {
  const states = [{}, { 'aria-current': 'true' }, { 'data-other': true }, { 'data-out': true }] as const
  return (
    <div className="flex gap-2">
      {states.map((state) => (
        <a key={Object.keys(state).join()} href="#top" className={look} aria-label={look} {...state}>
          {children}
        </a>
      ))}
    </div>
  )
}
