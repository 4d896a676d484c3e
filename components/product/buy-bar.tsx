import { button } from '@/components/ui/button'

interface Props {
  /** Of the form that it sends. */
  form: string
  price: string
  label: string
}

/** On small windows the button that buys stays at their foot. */
export function BuyBar({ form, price, label }: Props) {
  return (
    <div className="no-print sticky bottom-0 z-20 mt-12 flex items-center gap-5 border-t border-ink bg-paper px-(--gutter) py-3 md:hidden">
      <span className="text-lg tabular-nums">{price}</span>
      <button type="submit" form={form} className={`${button()} flex-1`}>
        {label}
      </button>
    </div>
  )
}
