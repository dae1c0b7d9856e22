import { SaxesParser } from 'saxes';
import { unpackPieces } from './archives.ts';

/** What happens in an XML part; names come without their prefix. */
export type XmlHandlers = {
  open?(name: string, attributes: Record<string, string>): void;
  text?(text: string): void;
  close?(name: string): void;
};

const localName = (name: string) => name.slice(name.indexOf(':') + 1);

export function createXmlReader(handlers: XmlHandlers): { write(piece: Uint8Array): void } {
  const parser = new SaxesParser();
  const decoder = new TextDecoder('utf-8');
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', (tag) => handlers.open?.(localName(tag.name), tag.attributes as Record<string, string>));
  parser.on('closetag', (tag) => handlers.close?.(localName(tag.name)));
  parser.on('text', (text) => handlers.text?.(text));
  return { write: (piece) => void parser.write(decoder.decode(piece, { stream: true })) };
}

/** Reads one XML part of an archive to its end. A part that is not there says nothing. */
export function readXmlPart(bytes: Uint8Array, path: string, limit: number, handlers: XmlHandlers): void {
  const reader = createXmlReader(handlers);
  for (const { piece } of unpackPieces(bytes, (entry) => entry === path, limit)) reader.write(piece);
}
