import { readCategories } from '@/app/_reads/catalogue'
import { consoleLocale } from '@/app/_reads/console-locale'
import { currentPrincipal } from '@/app/_reads/principal'
import { ConsoleMissing } from '@/components/ops/console-missing'
import { Frame } from '@/components/shell/frame'

/** The answer to whoever is no member of staff, and to addresses that the console does not have: the shop around it, and a way on. */
export default async function OpsNotFound() {
  const locale = await consoleLocale()
  const who = await currentPrincipal()
  const staff = who.kind === 'customer' && who.groups.includes('staff')
  return (
    <Frame locale={locale} categories={await readCategories()}>
      <ConsoleMissing locale={locale} staff={staff} signedIn={who.kind === 'customer'} />
    </Frame>
  )
}
