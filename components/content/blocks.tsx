import { Faq, faqFacts } from '@/components/content/faq'
import { Grid } from '@/components/content/grid'
import { Hero } from '@/components/content/hero'
import type { Materials, Pictures } from '@/components/content/materials'
import { Quote } from '@/components/content/quote'
import { Split } from '@/components/content/split'
import { Story } from '@/components/content/story'
import { JsonLd } from '@/components/ui/json-ld'
import type { Locale } from '@/lib/markets'
import type { Block, BlockOf } from '@/server/content/model'

interface Props {
  blocks: readonly Block[]
  pictures: Pictures
  materials: Materials
  locale: Locale
}

/** A page of blocks, from its opening to its last question. */
export function Blocks({ blocks, pictures, materials, locale }: Props) {
  const questions = blocks.filter((block): block is BlockOf<'faq'> => block.kind === 'faq')
  const firstStory = blocks.findIndex(({ kind }) => kind === 'story')
  return (
    <div className="blocks">
      {questions.length > 0 && <JsonLd data={faqFacts(questions, locale)} />}
      {blocks.map((block, index) => {
        // Blocks have no names, and their order never changes on a page that is rendered.
        const key = `${block.kind}-${index}`
        switch (block.kind) {
          case 'hero':
            return <Hero key={key} {...{ block, pictures, locale }} opening={index === 0} />
          case 'story':
            return <Story key={key} {...{ block, pictures, locale }} first={index === firstStory} />
          case 'split':
            return <Split key={key} {...{ block, pictures, locale }} />
          case 'quote':
            return <Quote key={key} {...{ block, locale }} />
          case 'faq':
            return <Faq key={key} {...{ block, locale }} />
          case 'grid':
            return <Grid key={key} {...{ block, materials, locale }} />
        }
      })}
    </div>
  )
}
