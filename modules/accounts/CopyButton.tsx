import { useState } from 'react';
import { Button } from '../../platform/ui/index.web.ts';

/** Puts a text that is shown only once into the clipboard; not there where the browser has none (an address without https). */
export function CopyButton({ text, words, copied }: { text: string; words: string; copied: string }) {
  const [done, setDone] = useState(false);
  if (!navigator.clipboard) return null;
  return <Button onClick={() => void navigator.clipboard.writeText(text).then(() => setDone(true), () => undefined)}>{done ? copied : words}</Button>;
}
