import { useState } from 'react';
import { Button, ConfirmReason, Row, formatDay, pick, useLanguage, useText } from '../../platform/ui/index.web.ts';
import { useSession } from '../accounts/session.web.ts';
import './incidents.css';
import { incidentFormText } from './incidentForm.text.ts';
import type { IncidentView } from './incidents.schema.ts';
import { useVoidIncident } from './incidents.web.ts';

/** Reported by mistake: voided with a reason, by whoever reported it or the office. To anybody else it offers nothing. */
export function VoidIncident({ incident, office }: { incident: IncidentView; office: boolean }) {
  const t = useText(incidentFormText);
  const language = useLanguage();
  const { account } = useSession();
  const [asking, setAsking] = useState(false);
  const write = useVoidIncident(() => setAsking(false));
  if (incident.voided || !(office || incident.recorder?.id === account.id)) return null;
  const what = `${formatDay(incident.day, language, 'long')} · ${pick(incident.title, language)}`;
  return (
    <details className="incidents-wrong">
      <summary>{t.wrong}</summary>
      <Row><Button kind="quiet" onClick={() => setAsking(true)}>{t.void}</Button></Row>
      <ConfirmReason
        open={asking} danger title={t.voidTitle} hint={<>{what}<br />{t.voidHint}</>} confirm={t.void} saving={write.isPending} problem={write.error}
        onCancel={() => setAsking(false)} onConfirm={(reason) => write.mutate({ id: incident.id, reason })}
      />
    </details>
  );
}
