import { useState } from 'react';
import { ConfirmReason, api, newId, useText } from '../../platform/ui/index.web.ts';
import { useCertificatesWrite } from './certificates.web.ts';
import { fourPapersText } from './pages.text.ts';

export interface Step {
  readonly certificateId: string;
  readonly name: string;
  readonly what: string;
  /** How the step is called where it began, if not by its reason. */
  readonly title?: string;
  readonly why: 'replaced' | 'lost' | 'corrected' | 'cancelled';
}

/** A certificate is replaced, corrected or ended: what follows is said before, and why goes on record. */
export function CertificateStep({ step: { certificateId, name, what, title, why }, onClose }: { step: Step; onClose: () => void }) {
  const t = useText(fourPapersText);
  const [id] = useState(newId);
  const ends = why === 'cancelled';
  const write = useCertificatesWrite((reason: string) => api.post(ends ? '/api/certificates/{id}/end' : '/api/certificates/{id}/follow',
    { path: { id: certificateId }, body: ends ? { why, reason } : { id, why, reason } }), { onDone: onClose });
  return (
    <ConfirmReason
      open title={title ?? t[why]} hint={<><strong>{name} · {what}</strong><br />{ends ? t.cancelHint : t.followHint}</>} confirm={title ?? t[why]} danger={ends}
      saving={write.isPending} problem={write.error} onCancel={onClose} onConfirm={(reason) => write.mutate(reason)}
    />
  );
}
