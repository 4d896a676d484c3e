import { Group, Specimen } from '@/components/primitives/specimen'

const colours = [
  ['paper', 'bg-paper'],
  ['sunk', 'bg-sunk'],
  ['raised', 'bg-raised'],
  ['ink', 'bg-ink'],
  ['ink-2', 'bg-ink-2'],
  ['ink-3', 'bg-ink-3'],
  ['line', 'bg-line'],
  ['control', 'bg-control'],
  ['accent', 'bg-accent'],
  ['accent-strong', 'bg-accent-strong'],
  ['good', 'bg-good'],
  ['warn', 'bg-warn'],
  ['bad', 'bg-bad'],
] as const

const sizes = [
  ['4xl', 'headline text-4xl'],
  ['3xl', 'headline text-3xl'],
  ['2xl', 'headline text-2xl'],
  ['xl', 'headline text-xl'],
  ['lg', 'text-lg'],
  ['base', 'text-base'],
  ['sm', 'text-sm'],
  ['xs', 'text-xs text-ink-2'],
  ['2xs', 'text-2xs text-ink-3'],
] as const

/** The tokens that everything is made of. */
export function Foundations() {
  return (
    <Group title="Foundations">
      <Specimen name="colours">
        {colours.map(([name, background]) => (
          <figure key={name} className="w-24">
            <div className={`aspect-square border border-line ${background}`} />
            <figcaption className="mt-1 text-2xs text-ink-2">{name}</figcaption>
          </figure>
        ))}
      </Specimen>
      <Specimen name="type">
        <div className="grid w-full gap-3 overflow-hidden">
          {sizes.map(([name, classes]) => (
            <p key={name} className={`${classes} truncate`}>
              Stoneware خزف {name}
            </p>
          ))}
        </div>
      </Specimen>
    </Group>
  )
}
