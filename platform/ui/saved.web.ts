import { App } from 'antd';
import { kitText } from './kit.text.ts';
import { useText } from './text.web.ts';

/** A short word that it was written down; read out by screen readers and gone by itself. */
export function useSaved(): (words?: string) => void {
  const { message } = App.useApp();
  const t = useText(kitText);
  return (words) => void message.success(words ?? t.saved, 2.5);
}
