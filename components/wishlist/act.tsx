import type { ReactNode } from 'react'

interface Props {
  action: string
  method?: 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** Where it comes back to. */
  home: string
  /** Where a refused one comes back to. */
  back?: string
  className?: string
  children: ReactNode
}

/** One thing to do, as a plain form. */
export function Act({ action, method = 'POST', home, back = home, className, children }: Props) {
  return (
    <form method="post" action={action} className={className}>
      {method !== 'POST' && <input type="hidden" name="_method" value={method} />}
      <input type="hidden" name="_next" value={home} />
      <input type="hidden" name="_back" value={back} />
      {children}
    </form>
  )
}
