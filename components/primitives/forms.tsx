import { Field } from '@/components/forms/field'
import { Form } from '@/components/forms/form'
import { formMessageKeys } from '@/components/forms/messages'
import { Group, Specimen } from '@/components/primitives/specimen'
import { button } from '@/components/ui/button'
import { Icon } from '@/components/ui/icon'
import { pick } from '@/lib/i18n/messages'
import type { Locale } from '@/lib/markets'

const looks = ['primary', 'quiet', 'bare'] as const

/** What is pressed, filled in and chosen. */
export function Forms({ locale }: { locale: Locale }) {
  return (
    <Group title="Buttons and fields">
      {looks.map((look) => (
        <Specimen key={look} name={`button, ${look}: ready, with an icon, disabled, a link`}>
          <button type="button" className={button(look)}>
            Add to basket
          </button>
          <button type="button" className={button(look)}>
            <Icon name="basket" />
            Add to basket
          </button>
          <button type="button" className={button(look)} disabled>
            Add to basket
          </button>
          <a href="#top" className={button(look)}>
            Add to basket
          </a>
        </Specimen>
      ))}
      <Specimen name="field: empty, filled, with a hint, disabled, refused (send it)">
        <Form
          action="/api/nowhere"
          next="#"
          back="#"
          messages={pick(locale, formMessageKeys)}
          problems={{}}
          className="grid w-full gap-5"
          label="Fields"
        >
          <Field name="empty" label="Name" required />
          <Field name="filled" label="Town or city" defaultValue="Edinburgh" />
          <Field name="hinted" label="Telephone" hint="For the carrier only" optional="optional" />
          <Field name="off" label="Country" defaultValue="United Kingdom" disabled />
          <button type="submit" className={button()}>
            Send
          </button>
        </Form>
      </Specimen>
      <Specimen name="choice: free, chosen, disabled">
        <div className="grid w-full gap-2">
          {['Standard', 'Express', 'Courier'].map((name, index) => (
            <label key={name} className="choice">
              <input
                type="radio"
                name={`choice-${locale}`}
                defaultChecked={index === 1}
                disabled={index === 2}
              />
              {name}
            </label>
          ))}
        </div>
      </Specimen>
    </Group>
  )
}
