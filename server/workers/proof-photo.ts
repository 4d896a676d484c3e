import sharp from 'sharp'
import { objectsAs } from '@/server/platform/objects'

const objects = objectsAs('orders')

/** The photograph that the stand-in for a carrier takes where it leaves a parcel, in the owner's private prefix; drawn, because
 *  nothing is really delivered. @returns its key @throws Unavailable */
export async function takeProof(
  order: { id: string; customerId: string },
  parcel: { id: string; tracking: string },
  at: string,
): Promise<string> {
  const place = parcel.id.slice(parcel.id.lastIndexOf('-') + 1)
  const key = `customers/${order.customerId}/orders/${order.id}/proof-${place}.jpg`
  const picture = await sharp(Buffer.from(doorstep(parcel.tracking, at)))
    .jpeg({ quality: 82 })
    .toBuffer()
  await objects.put('invoices', key, picture, { contentType: 'image/jpeg', onlyIfAbsent: true })
  return key
}

/** A parcel before a door in the evening. */
const doorstep = (tracking: string, at: string): string => `
<svg xmlns="http://www.w3.org/2000/svg" width="900" height="1200" viewBox="0 0 900 1200">
  <defs>
    <linearGradient id="wall" x1="0" y1="0" x2="1" y2="1">
      <stop offset="0" stop-color="#b9a894"/><stop offset="1" stop-color="#8d7d6b"/>
    </linearGradient>
    <linearGradient id="door" x1="0" y1="0" x2="1" y2="0">
      <stop offset="0" stop-color="#23415c"/><stop offset="1" stop-color="#1a3147"/>
    </linearGradient>
    <linearGradient id="step" x1="0" y1="0" x2="0" y2="1">
      <stop offset="0" stop-color="#a59d92"/><stop offset="1" stop-color="#6f675d"/>
    </linearGradient>
    <filter id="soft"><feGaussianBlur stdDeviation="16"/></filter>
    <filter id="grain"><feTurbulence baseFrequency="0.9" numOctaves="2" seed="7"/>
      <feColorMatrix values="0 0 0 0 0.1  0 0 0 0 0.1  0 0 0 0 0.1  0 0 0 0.09 0"/></filter>
  </defs>
  <rect width="900" height="1200" fill="url(#wall)"/>
  <g stroke="#7f7061" stroke-width="3" opacity="0.5">
    ${Array.from({ length: 14 }, (_, row) => `<path d="M0 ${row * 68}H900"/>`).join('')}
  </g>
  <rect x="250" y="90" width="430" height="790" fill="#d8d0c4"/>
  <rect x="280" y="120" width="370" height="760" fill="url(#door)"/>
  <g fill="none" stroke="#0f2233" stroke-width="6" opacity="0.7">
    <rect x="320" y="170" width="130" height="260"/><rect x="480" y="170" width="130" height="260"/>
    <rect x="320" y="520" width="130" height="290"/><rect x="480" y="520" width="130" height="290"/>
  </g>
  <rect x="390" y="462" width="150" height="26" rx="4" fill="#c8a24a"/>
  <circle cx="620" cy="500" r="13" fill="#c8a24a"/>
  <rect x="0" y="880" width="900" height="320" fill="url(#step)"/>
  <rect x="300" y="930" width="330" height="70" fill="#4d4136" transform="skewX(-6) translate(96 0)"/>
  <ellipse cx="480" cy="1060" rx="230" ry="34" fill="#000" opacity="0.45" filter="url(#soft)"/>
  <g transform="rotate(-2 470 940)">
    <path d="M300 850 L620 850 L620 1050 L300 1050Z" fill="#b98d5b"/>
    <path d="M300 850 L350 790 L668 790 L620 850Z" fill="#d0a672"/>
    <path d="M620 850 L668 790 L668 985 L620 1050Z" fill="#94703f"/>
    <path d="M440 850 L484 790 L520 790 L478 850 L478 1050 L440 1050Z" fill="#e3c79a" opacity="0.85"/>
    <rect x="326" y="900" width="104" height="74" fill="#f6f2ea"/>
    ${Array.from({ length: 20 }, (_, bar) => `<rect x="${334 + bar * 4.4}" y="910" width="${1 + ((bar * 7) % 3)}" height="34" fill="#1d1b19"/>`).join('')}
  </g>
  <rect width="900" height="1200" filter="url(#grain)"/>
  <rect x="0" y="1140" width="900" height="60" fill="#000" opacity="0.55"/>
  <text x="24" y="1180" font-family="sans-serif" font-size="30" fill="#fff">${tracking} · ${at.slice(0, 16).replace('T', ' ')} UTC</text>
</svg>`
