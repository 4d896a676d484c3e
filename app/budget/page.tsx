/** An empty page of the framework: what the JavaScript of the shop's pages is measured against (`tools/js-budget.mjs`). */
export default function EmptyPage() {
  return <main>Empty</main>
}
