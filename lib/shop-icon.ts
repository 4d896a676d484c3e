const drawing = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="4" fill="#2a3bd0"/><path d="M11 5h10c-.6 4 .8 5.600 3 8 3 3.300 3.500 6 3.500 8H4.500c0-2 .5-4.700 3.500-8 2.200-2.400 3.600-4 3-8Z" fill="#fff"/><path d="M2 24h28" stroke="#fff" stroke-width="2.200"/></svg>`

/** The shop's sign, in the page itself: smaller than a request for it. */
export const icon = { url: `data:image/svg+xml,${encodeURIComponent(drawing)}`, type: 'image/svg+xml' }
