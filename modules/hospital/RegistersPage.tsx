import { Page, useText } from '../../platform/ui/index.web.ts';
import './hospitals.css';
import { Registers } from './Registers.tsx';
import { registersText } from './registers.words.text.ts';

/** A hospital's own registers; the office has the same under its page about hospitals. */
export function RegistersPage() {
  const t = useText(registersText);
  return <Page title={t.title}><Registers /></Page>;
}
