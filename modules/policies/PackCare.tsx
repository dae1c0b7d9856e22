import { Card, Stack, pick, useLanguage, useText } from '../../platform/ui/index.web.ts';
import type { Language } from '../../platform/ui/index.web.ts';
import { PackLine as Line } from './PackLine.tsx';
import { admitWords, benefitWords, careText, certificateWords, consentWords, packageWords, paperWords, serviceWords } from './care.text.ts';
import type { PackShown } from './packs.schema.ts';

type Care = PackShown['care'];
interface Said {
  readonly id: string;
  readonly title: string;
  readonly details: string;
  readonly clause: Care['papers'][number]['clause'];
}

/** What doctors and hospitals give under one policy on one day; every line opens its article. */
export function CareGiven({ care }: { care: Care }) {
  const t = useText(careText);
  const language = useLanguage();
  return (
    <Stack>
      <Lines title={t.packages} of={care.packages.map((one) => said(one, packageWords(one, one.services.map(({ title }) => pick(title, language)), language), language))} />
      <Lines title={t.services} of={care.services.map((one) => said(one, serviceWords(one, language), language))} />
      <Lines title={t.benefits} of={care.benefits.map((one) => said(one, benefitWords(one, one.certificates.map(({ title }) => pick(title, language)), language), language))} />
    </Stack>
  );
}

/** What must be in hand before anything is given: certificates, hospitals that check them, signatures, papers. */
export function CareGround({ care }: { care: Care }) {
  const t = useText(careText);
  const language = useLanguage();
  return (
    <Stack>
      <Lines title={t.certificates} of={care.certificates.map((one) => said(one, certificateWords(one, language), language))} />
      <Lines title={t.admits} of={care.admits.map((one) => said(one, admitWords(one, language), language))} />
      <Lines title={t.consent} of={care.consent.map((one) => said(one, consentWords(one, language), language))} />
      <Lines title={t.papers} of={care.papers.map((one) => said(one, paperWords(one, language), language))} />
    </Stack>
  );
}

const said = ({ id, title, clause }: Pick<Care['papers'][number], 'id' | 'title' | 'clause'>, details: string, language: Language): Said => ({ id, title: pick(title, language), details, clause });

function Lines({ title, of }: { title: string; of: readonly Said[] }) {
  if (of.length === 0) return null;
  return <Card title={title}><ul className="policies-lines">{of.map(({ id, details, ...one }) => <Line key={id} {...one}>{details}</Line>)}</ul></Card>;
}
