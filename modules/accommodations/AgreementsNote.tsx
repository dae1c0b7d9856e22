import { useState } from 'react';
import { Button, Chip, Note, ProblemNote, Row, Stack, api, formatDay, pick, useLanguage, useText } from '../../platform/ui/index.web.ts';
import type { AccommodationView } from './accommodations.schema.ts';
import { AgreementEnding, AgreementRefusal, AgreementReview } from './AgreementSteps.tsx';
import { agreementsText, channelText, declinableText } from './agreements.text.ts';
import { useAgreementWrite } from './agreements.web.ts';
import './agreements.css';

type Step = { readonly kind: 'refuse' | 'end' | 'review'; readonly of: AccommodationView } | null;

/** The family's own ways, where nobody can miss them: above everything else on the file. */
export function AgreementsNote({ agreements, mayDecide }: { agreements: readonly AccommodationView[]; mayDecide: boolean }) {
  const t = useText(agreementsText);
  const [step, setStep] = useState<Step>(null);
  const standing = agreements.filter(({ status }) => status === 'approved' || status === 'asked');
  const past = agreements.filter(({ status }) => status === 'refused' || status === 'ended');
  const close = () => setStep(null);
  if (agreements.length === 0) return null;
  return (
    <>
      {standing.length > 0 ? (
        <Note tone="main" title={t.title}>
          <ul className="accommodations-list">{standing.map((one) => <Agreement key={one.id} of={one} mayDecide={mayDecide} onStep={setStep} />)}</ul>
          <Past agreements={past} />
        </Note>
      ) : <Past agreements={past} />}
      {step?.kind === 'refuse' ? <AgreementRefusal of={step.of} onClose={close} /> : null}
      {step?.kind === 'end' ? <AgreementEnding of={step.of} onClose={close} /> : null}
      {step?.kind === 'review' ? <AgreementReview of={step.of} onClose={close} /> : null}
    </>
  );
}

function Agreement({ of, mayDecide, onStep }: { of: AccommodationView; mayDecide: boolean; onStep: (step: Step) => void }) {
  const t = useText(agreementsText);
  return (
    <li>
      <Row>
        <strong><What of={of} /></strong>
        {of.status === 'asked' ? <Chip tone="attention">{t.waiting}</Chip> : null}
        {of.reviewDue ? <Chip tone="attention" sign>{t.reviewDue}</Chip> : null}
      </Row>
      {of.words ? <div className="accommodations-words">{of.words}</div> : null}
      <Small of={of} />
      {mayDecide ? <Decide of={of} onStep={onStep} /> : null}
    </li>
  );
}

/** 节日不打扰（清明节）· 可以打电话 */
function What({ of }: { of: AccommodationView }) {
  const t = useText(agreementsText);
  const language = useLanguage();
  const channels = useText(channelText);
  const named = useText(declinableText);
  const festivals = (of.festivals ?? []).map((id) => (id in named ? named[id as keyof typeof declinableText] : id));
  const days = of.days.map(({ from, to }) => [formatDay(from, language, 'long'), to ? formatDay(to, language, 'long') : ''].filter(Boolean).join(' – '));
  const detail = [...festivals, ...days].join(language === 'zh' ? '、' : ', ');
  return <>{pick(of.title, language)}{detail ? ` (${detail})` : ''}{of.accepted ? ` · ${t.instead({ kind: channels[of.accepted] })}` : ''}</>;
}

function Small({ of }: { of: AccommodationView }) {
  const t = useText(agreementsText);
  const language = useLanguage();
  const day = (value: string) => formatDay(value, language, 'long');
  const words = [
    t.said({ name: of.agreedBy }), t.since({ day: day(of.fromDay) }), of.toDay ? t.until({ day: day(of.toDay) }) : '', of.reviewDay ? t.reviewOn({ day: day(of.reviewDay) }) : '',
    of.approvedBy ? t.decidedBy({ name: of.approvedBy.name }) : '', of.decision ? t.decision({ words: of.decision }) : '',
  ];
  return <div className="accommodations-quiet">{words.filter(Boolean).join(' · ')}</div>;
}

function Decide({ of, onStep }: { of: AccommodationView; onStep: (step: Step) => void }) {
  const t = useText(agreementsText);
  const approve = useAgreementWrite((id: string) => api.post<AccommodationView>('/api/accommodations/{id}/approve', { path: { id } }));
  if (of.status === 'asked') {
    return (
      <Stack close>
        <Row>
          <Button kind="main" busy={approve.isPending} onClick={() => approve.mutate(of.id)}>{t.approve}</Button>
          <Button onClick={() => onStep({ kind: 'refuse', of })}>{t.refuse}</Button>
        </Row>
        <ProblemNote problem={approve.error} />
      </Stack>
    );
  }
  return (
    <Row>
      {of.reviewDay ? <Button kind="quiet" onClick={() => onStep({ kind: 'review', of })}>{t.review}</Button> : null}
      <Button kind="quiet" onClick={() => onStep({ kind: 'end', of })}>{t.end}</Button>
    </Row>
  );
}

function Past({ agreements }: { agreements: readonly AccommodationView[] }) {
  const t = useText(agreementsText);
  if (agreements.length === 0) return null;
  return (
    <details>
      <summary>{t.past({ count: agreements.length })}</summary>
      <ul className="accommodations-list">
        {agreements.map((of) => <li key={of.id}><Row><What of={of} /><Chip>{of.status === 'refused' ? t.refused : t.ended}</Chip></Row><Small of={of} /></li>)}
      </ul>
    </details>
  );
}
