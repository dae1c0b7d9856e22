import { Card, Stack, formatDay, pick, say, useLanguage, useText } from '../../platform/ui/index.web.ts';
import type { Language, Texts } from '../../platform/ui/index.web.ts';
import { conditionWords } from './care.text.ts';
import { CareGiven, CareGround } from './PackCare.tsx';
import { PackLine as Line } from './PackLine.tsx';
import type { PackLine, PackShown, RuleShown } from './packs.schema.ts';
import { policiesText, settingText } from './pages.text.ts';
import { purposeText } from './purposes.text.ts';
import { kindWords, windowWords } from './windows.text.ts';

interface Shown {
  readonly shown: PackShown;
}

/** One policy on one day: left what each role owes, right what else it says; every line opens its article. */
export function PackCards({ shown, packs }: Shown & { packs: readonly PackLine[] }) {
  return (
    <>
      <Stack>
        {shown.roles.map((role) => <RoleRules key={role.id} role={role} rules={shown.rules.filter((rule) => rule.role === role.id)} />)}
        <CareGiven care={shown.care} />
      </Stack>
      <Stack>
        <About shown={shown} packs={packs} />
        <Required shown={shown} />
        <CareGround care={shown.care} />
        <Settings shown={shown} />
        <Off shown={shown} />
      </Stack>
    </>
  );
}

function RoleRules({ role, rules }: { role: PackShown['roles'][number]; rules: readonly RuleShown[] }) {
  const t = useText(policiesText);
  const language = useLanguage();
  if (rules.length === 0) return null;
  return (
    <Card title={t.rules({ role: pick(role.title, language) })}>
      <ul className="policies-lines">{rules.map((rule) => <RuleLine key={rule.id} rule={rule} />)}</ul>
    </Card>
  );
}

function RuleLine({ rule }: { rule: RuleShown }) {
  const t = useText(policiesText);
  const language = useLanguage();
  const details = [
    windowWords(rule.window, rule.needed, language), kindWords(rule, language), rule.perMember ? t.perMember : '', rule.each ? t.each : '',
    rule.purpose ? t.purpose({ purpose: wordOf(purposeText, rule.purpose, language) }) : '', rule.awayCallsSuffice ? t.away : '', conditionWords(rule.when, language),
  ];
  return <Line title={pick(rule.title, language)} clause={rule.clause}>{details.filter(Boolean).join(' · ')}</Line>;
}

const wordOf = (texts: Texts, key: string, language: Language): string => (Object.hasOwn(texts, key) ? say(texts[key]!, language) : key);

function About({ shown: { pack, documents }, packs }: Shown & { packs: readonly PackLine[] }) {
  const t = useText(policiesText);
  const language = useLanguage();
  const parent = packs.find((one) => one.id === pack.parent);
  return (
    <Card title={pick(pack.title, language)}>
      <p className="policies-details">{t.term({ region: pick(pack.region, language), from: formatDay(pack.from, language, 'long') })}</p>
      {parent ? <p className="policies-details">{t.parent({ title: pick(parent.title, language) })}</p> : null}
      <h3 className="policies-heading">{t.documents}</h3>
      <ul className="policies-documents">
        {documents.map(({ id, title, issued }) => (
          <li key={id}>{pick(title, language)}{issued ? <span className="policies-details"> · {t.issued({ day: formatDay(issued, language, 'long') })}</span> : null}</li>
        ))}
      </ul>
    </Card>
  );
}

function Required({ shown: { required } }: Shown) {
  const t = useText(policiesText);
  return (
    <Card title={t.required}>
      {required.length === 0 ? <p className="policies-details">{t.nothing}</p> : <ul className="policies-lines">{required.map((one) => <RequiredLine key={`${one.role} ${one.from}`} one={one} />)}</ul>}
    </Card>
  );
}

function RequiredLine({ one }: { one: PackShown['required'][number] }) {
  const t = useText(policiesText);
  const language = useLanguage();
  const details = [conditionWords(one.when, language), one.leader ? t.leader : ''].filter(Boolean).join(' · ');
  return <Line title={pick(one.title, language)} clause={one.clause}>{details}</Line>;
}

function Settings({ shown: { settings } }: Shown) {
  const t = useText(policiesText);
  const language = useLanguage();
  const valueOf = (key: string, value: number) => (key === 'ownedShare' ? t.percent({ value: Math.round(value * 100) }) : String(value));
  return (
    <Card title={t.settings}>
      <ul className="policies-lines">
        {settings.map(({ key, value, clause }) => <Line key={key} title={`${wordOf(settingText, key, language)}${language === 'zh' ? '：' : ': '}${valueOf(key, value)}`} clause={clause} />)}
      </ul>
    </Card>
  );
}

function Off({ shown: { off } }: Shown) {
  const t = useText(policiesText);
  const language = useLanguage();
  if (off.length === 0) return null;
  return <Card title={t.off}><ul className="policies-lines">{off.map(({ key, title, clause }) => <Line key={key} title={pick(title, language)} clause={clause} />)}</ul></Card>;
}
