import { comparedBefore, comparedIn } from '@/lib/compared'

/** Adds to a link that compares one product those that were compared before. Listens to clicks anywhere. */
export function takeCompanions(event: MouseEvent): void {
  const link = event.target instanceof Element ? event.target.closest('a[data-compare]') : null
  if (!(link instanceof HTMLAnchorElement)) return
  const ids = comparedIn([link.dataset.compare ?? '', ...comparedBefore.read()])
  link.search = new URLSearchParams(ids.map((id) => ['p', id])).toString()
}
