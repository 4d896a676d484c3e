import { Icon } from '@/components/ui/icon'
import type { Locale } from '@/lib/markets'
import { paths } from '@/lib/paths'

interface Props {
  sku: string
  /** What is put into the basket, in full. */
  label: string
  locale: Locale
}

/** Puts what a card shows into the basket: a plain form, which `QuickAdds` around the list spares the way. */
export const QuickAdd = ({ sku, label, locale }: Props) => (
  <form
    method="post"
    action={`/api/cart/lines?locale=${locale}`}
    data-quick
    className="absolute end-0 bottom-0 z-10 transition-opacity duration-200 aria-busy:opacity-40 lg:opacity-0 lg:group-focus-within:opacity-100 lg:group-hover:opacity-100"
  >
    <input type="hidden" name="sku" value={sku} />
    <input type="hidden" name="_next" value={paths(locale).cart} />
    <input type="hidden" name="_back" value={paths(locale).cart} />
    <button
      type="submit"
      aria-label={label}
      title={label}
      className="grid size-11 place-items-center bg-paper hover:bg-ink hover:text-paper"
    >
      <Icon name="plus" />
    </button>
  </form>
)
