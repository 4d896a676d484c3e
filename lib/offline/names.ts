/** Where pages that were seen are kept, of whatever build: each names its own files. */
export const pagesName = 'quayside-pages'
