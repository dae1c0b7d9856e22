import { Unzip, UnzipInflate, unzipSync } from 'fflate';

type Entry = { path: string; expanded: number };

/**
 * The entries of a zip archive with the sizes they declare, without unpacking anything, so that an archive made to fill
 * the memory is refused before it does. Declared sizes can lie; therefore `unpackPieces` counts what really comes out.
 */
export function listArchive(bytes: Uint8Array): Entry[] {
  const entries: Entry[] = [];
  unzipSync(bytes, {
    filter: (file) => {
      entries.push({ path: file.name, expanded: file.originalSize });
      return false;
    },
  });
  return entries;
}

type Piece = { path: string; piece: Uint8Array };

/**
 * Unpacks the wanted entries piece by piece, only as fast as the pieces are taken. Throws as soon as more comes out than
 * `limit` bytes, so that neither memory nor time grows with what a hostile archive expands to.
 */
export function* unpackPieces(bytes: Uint8Array, wanted: (path: string) => boolean, limit: number): Iterable<Piece> {
  const ready: Piece[] = [];
  let total = 0;
  const archive = new Unzip((file) => {
    if (!wanted(file.name)) return;
    file.ondata = (error, piece) => {
      if (error) throw error;
      total += piece.length;
      if (total > limit) throw new Error('the archive expands beyond the limit');
      ready.push({ path: file.name, piece });
    };
    file.start();
  });
  archive.register(UnzipInflate);
  const step = 1 << 14;
  for (let at = 0; at < bytes.length; at += step) {
    archive.push(bytes.subarray(at, at + step), at + step >= bytes.length);
    yield* ready.splice(0);
  }
}

/** The wanted entries, whole. */
export function unpack(bytes: Uint8Array, wanted: (path: string) => boolean, limit: number): Record<string, Uint8Array> {
  const pieces: Record<string, Uint8Array[]> = {};
  for (const { path, piece } of unpackPieces(bytes, wanted, limit)) (pieces[path] ??= []).push(piece);
  return Object.fromEntries(Object.entries(pieces).map(([path, parts]) => [path, Buffer.concat(parts)]));
}
