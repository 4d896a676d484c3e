/** A file that was chosen, as the browser shows it: upright, in pixels. */
export interface ChosenFile {
  readonly file: File
  readonly src: string
  readonly width: number
  readonly height: number
}

/** Opens a file as a picture; `undefined` where the browser sees none in it. Whoever is done with it revokes `src`. */
export async function openPicture(file: File): Promise<ChosenFile | undefined> {
  const src = URL.createObjectURL(file)
  const image = new Image()
  image.src = src
  try {
    await image.decode()
    return { file, src, width: image.naturalWidth, height: image.naturalHeight }
  } catch (error) {
    URL.revokeObjectURL(src)
    if (error instanceof DOMException) return undefined
    throw error
  }
}
