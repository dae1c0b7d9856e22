import { Button, DayPicker, Note, Stack, formatDay, useAddress, useLanguage, useText } from '../../platform/ui/index.web.ts';
import { useSession } from '../accounts/session.web.ts';
import { usePastDay } from './coverage.web.ts';
import { overviewText } from './pages.text.ts';

/** Chooses the day the figures are of; clearing it comes back to today. */
export function DayChoice() {
  const t = useText(overviewText);
  const { today } = useSession();
  const on = usePastDay();
  const [, set] = useAddress('on');
  return (
    <div className="coverage-day">
      <DayPicker label={t.day} value={on ?? today} max={today} onChange={(day) => set({ on: day === null || day >= today ? undefined : day })} />
    </div>
  );
}

/** Figures of a day gone by look like today's; nobody may take the ones for the others. */
export function PastNote() {
  const t = useText(overviewText);
  const language = useLanguage();
  const on = usePastDay();
  const [, set] = useAddress('on');
  if (on === undefined) return null;
  return (
    <div role="status">
      <Note tone="attention" title={t.pastTitle({ day: formatDay(on, language, 'long') })}>
        <Stack close>
          <p>{t.pastHint}</p>
          <div><Button onClick={() => set({ on: undefined })}>{t.backToToday}</Button></div>
        </Stack>
      </Note>
    </div>
  );
}
