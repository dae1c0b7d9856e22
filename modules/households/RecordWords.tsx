import { PageLink, useText } from '../../platform/ui/index.web.ts';
import './households.css';
import { purposeOfLookText } from './fileWords.text.ts';
import { changedValues, deedKey } from './recordWords.rules.ts';
import { deedText, recordsText, valueText } from './recordWords.text.ts';
import type { RecordEntry } from './records.schema.ts';

/** What one record tells, in a few words. */
export function Deed({ record }: { record: RecordEntry }) {
  const words = useText(deedText);
  const key = deedKey(record);
  return <>{key ? words[key] : [record.subject, record.action].filter(Boolean).join(' · ')}</>;
}

/** The reason of a change, or the purpose of a look. */
export function Why({ record }: { record: RecordEntry }) {
  const purposes = useText(purposeOfLookText);
  const { purpose } = record;
  return <>{record.reason || (purpose in purposes ? purposes[purpose as keyof typeof purposeOfLookText] : purpose)}</>;
}

/** Old and new, folded: what was changed may be what nobody beside the reader should see. */
export function Changed({ record }: { record: RecordEntry }) {
  const t = useText(recordsText);
  const labels = useText(valueText);
  const values = changedValues(record);
  if (record.kind !== 'change' || values.length === 0) return null;
  return (
    <details>
      <summary>{t.details}</summary>
      <ul className="households-changed">
        {values.map(({ key, label, before, after }) => (
          <li key={key}>
            {label ? labels[label] : key}：
            {before ? <><span className="unseen">{t.before} </span><span className="households-old">{before}</span> → </> : null}
            <span className="unseen">{t.after} </span><span className="households-new">{after || t.empty}</span>
          </li>
        ))}
      </ul>
    </details>
  );
}

/** The household a record names; a list names many, of which the first stands here with how many there were. */
export function About({ record: { households } }: { record: RecordEntry }) {
  const t = useText(recordsText);
  const [first] = households;
  if (!first) return null;
  const words = households.length === 1 ? first.name : t.many({ name: first.name, count: households.length });
  return <PageLink to="/households/$householdId" params={{ householdId: first.id }}>{words}</PageLink>;
}
