import type { CSSProperties } from 'react'

/** Stars out of five, as large as its text, filled as far as they were given: 4.3 fills the fifth by a third. */
export const StarRow = ({
  value,
  label,
  className = '',
}: {
  value: number
  label: string
  className?: string
}) => (
  <span
    role="img"
    aria-label={label}
    className={`stars ${className}`}
    style={{ '--filled': `${Math.round(value * 20)}%` } as CSSProperties} // its own properties are none that the type knows
  />
)
