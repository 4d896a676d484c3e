import type { ProductVideo } from '@/server/assets/product-media'

interface Props {
  films: readonly ProductVideo[]
  name: string
}

/** Films about a product; nothing of them is loaded before somebody wants to see one. */
export function Films({ films, name }: Props) {
  return films.map(({ key, contentType }) => (
    // oxlint-disable-next-line jsx-a11y/media-has-caption -- films of products show, and say nothing
    <video
      key={key}
      controls
      preload="none"
      playsInline
      aria-label={name}
      className="mt-4 aspect-video w-full bg-sunk"
    >
      <source src={`/assets/${key}`} type={contentType} />
    </video>
  ))
}
