/** What a plain form of the cart says besides its fields: what it means, and where it comes back to. */
export const Steering = ({ method, home }: { method: 'POST' | 'PUT' | 'DELETE' | 'PATCH'; home: string }) => (
  <>
    <input type="hidden" name="_method" value={method} />
    <input type="hidden" name="_next" value={home} />
    <input type="hidden" name="_back" value={home} />
  </>
)
