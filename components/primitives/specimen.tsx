import type { ReactNode } from 'react'

/** A group of primitives. */
export const Group = ({ title, children }: { title: string; children: ReactNode }) => (
  <section className="grid gap-8">
    <h2 className="headline border-b border-ink pb-2 text-xl">{title}</h2>
    {children}
  </section>
)

/** One primitive and the states it can be in. */
export const Specimen = ({ name, children }: { name: string; children: ReactNode }) => (
  <div className="grid gap-3">
    <h3 className="label">{name}</h3>
    <div className="flex flex-wrap items-start gap-4">{children}</div>
  </div>
)
