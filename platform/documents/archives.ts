import { unzipSync } from 'fflate'

type Entry = { path: string; expanded: number }

/**
 * The entries of a zip archive with the sizes they declare, without unpacking anything, so that an archive made to fill
 * the memory is refused before it does. A reader that unpacks must still stop at the declared size.
 */
export function listArchive(bytes: Uint8Array): Entry[] {
  const entries: Entry[] = []
  unzipSync(bytes, {
    filter: (file) => {
      entries.push({ path: file.name, expanded: file.originalSize })
      return false
    },
  })
  return entries
}

/** Unpacks the named entries; each into a buffer of the size it declares, never more. */
export function unpack(bytes: Uint8Array, wanted: (path: string) => boolean): Record<string, Uint8Array> {
  return unzipSync(bytes, { filter: (file) => wanted(file.name) })
}
