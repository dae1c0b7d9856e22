import { Card, Chip, ClauseButton, Facts, Panel, PageLink, Ready, Row, Stack, formatDay, pick, useLanguage, useRead, useText } from '../../platform/ui/index.web.ts';
import type { EncounterView, WaiverView } from './hospital.schema.ts';
import { registersText } from './registers.words.text.ts';
import type { StayView } from './stays.schema.ts';
import { staysText } from './stays.words.text.ts';

/** One line of a hospital's own register in full: what was registered, what was waived, how the stay went (D8). */
export function EncounterPanel({ id, onClose }: { id: string; onClose: () => void }) {
  const t = useText(registersText);
  const one = useRead<EncounterView>('/api/encounters/{id}', { path: { id } });
  return (
    <Panel open title={one.data ? t.entryOf({ name: one.data.name }) : t.entry} onClose={onClose}>
      <Ready of={one}>{(encounter) => <Stack><Registered of={encounter} />{encounter.admittedOn === null ? null : <Stayed of={encounter} />}<Waived of={encounter.waivers} /></Stack>}</Ready>
    </Panel>
  );
}

function Registered({ of: { kind, day, department, urgent, companion, hospital, voided } }: { of: EncounterView }) {
  const t = useText(registersText);
  const language = useLanguage();
  return (
    <Stack close>
      {voided ? <Chip tone="attention" sign>{t.voided}</Chip> : null}
      <Facts of={written([[t.day, formatDay(day, language, 'long')], [t.kind, t[kind]], [t.hospital, hospital.name], [t.department, department], [t.urgent, urgent ? t.yes : ''], [t.companion, companion]])} />
    </Stack>
  );
}

function Stayed({ of: { id, admittedOn, dischargedOn, voided } }: { of: EncounterView }) {
  const t = useText(registersText);
  const words = useText(staysText);
  const language = useLanguage();
  const stay = useRead<StayView>('/api/encounters/{id}/stay', { path: { id } });
  const day = (one: string | null) => (one === null ? '' : formatDay(one, language, 'long'));
  return (
    <Card title={t.inpatient}>
      <Ready of={stay}>
        {({ bed, care, told, summary }) => (
          <Stack>
            <Facts of={written([[t.admittedOn, day(admittedOn)], [t.dischargedOn, day(dischargedOn)], [words.bed, bed], [words.care, care], [words.told, told], [words.summary, summary ?? '']])} />
            {dischargedOn === null && !voided ? <Row><PageLink to="/desk/stays" className="button button-plain">{t.toStays}</PageLink></Row> : null}
          </Stack>
        )}
      </Ready>
    </Card>
  );
}

function Waived({ of }: { of: readonly WaiverView[] }) {
  const t = useText(registersText);
  const language = useLanguage();
  const standing = of.filter(({ voided }) => !voided);
  if (standing.length === 0) return null;
  return (
    <Card title={t.waived}>
      <ul className="hospitals-lines">
        {standing.map(({ id, title, granted, refusal, amount, clause }) => (
          <li key={id}>
            <span>{pick(title, language)}{amount === null ? null : ` · ${t.yuan({ amount: amount.toFixed(2) })}`}</span>
            <Row><Chip tone={granted ? 'done' : 'note'} sign={granted}>{granted ? t.grantedYes : t[refusal ?? 'notHere']}</Chip><ClauseButton clause={clause} /></Row>
          </li>
        ))}
      </ul>
    </Card>
  );
}

/** What nobody wrote down takes no line. */
const written = (lines: readonly (readonly [label: string, value: string])[]) => lines.filter(([, value]) => value !== '').map(([label, value]) => ({ label, value }));
