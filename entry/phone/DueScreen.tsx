import { useState } from 'react';
import { Link } from 'wouter';
import { useSession } from '../../modules/accounts/session.web.ts';
import { Chip } from '../../platform/ui/marks.tsx';
import { useText } from '../../platform/ui/text.web.ts';
import { matches, worklist } from './due.rules.ts';
import type { HouseholdDue } from './due.rules.ts';
import { FamilyCard } from './FamilyCard.tsx';
import { frameText } from './frame.text.ts';
import { useOutbox } from './outbox.use.web.ts';
import { Button, Empty, Loading, Trouble } from './parts.tsx';
import { useMyDuties, useMyHouseholds, usePatients, useReminders, useToday } from './reading.web.ts';
import { MenuScreen } from './screens.tsx';

type Tab = 'due' | 'done' | 'all';
const SHOWN = 30;

/** The worker's families, the most pressing first. */
export function DueScreen() {
  const t = useText(frameText);
  const session = useSession();
  const place = session.posts[0]?.division.name ?? session.county.name;
  const [words, setWords] = useState('');
  const { items, problem, loading, retry } = useWorklist(words);
  return (
    <MenuScreen title={t.dueTitle} subtitle={t.dueSubtitle({ name: session.account.name, place })} aside={<Post />}>
      {problem ? <Trouble problem={problem} onRetry={retry} /> : null}
      {loading ? <Loading /> : <Families items={items} words={words} onWords={setWords} />}
    </MenuScreen>
  );
}

/** Households and duties as one list; what one of the two answers have is shown even when the other failed. */
export function useWorklist(words: string) {
  const today = useToday();
  const households = useMyHouseholds(words);
  const duties = useMyDuties();
  const reminders = useReminders();
  // Asked for here so that they are at hand at a door without a network.
  usePatients();
  const none = households.data === undefined && duties.data === undefined;
  return {
    items: worklist(households.data ?? [], duties.data ?? [], today, reminders.data),
    problem: households.error ?? duties.error ?? reminders.error,
    loading: none && (households.isPending || duties.isPending) && !households.error && !duties.error,
    retry: () => { void households.refetch(); void duties.refetch(); void reminders.refetch(); },
  };
}

/** Whether everything recorded here has arrived. */
function Post() {
  const t = useText(frameText);
  const { mine } = useOutbox();
  const refused = mine.filter(({ state }) => state === 'refused').length;
  if (mine.length === 0) return <span role="status"><Chip tone="done" sign>{t.allSent}</Chip></span>;
  return (
    <Link href="/outbox" className="button button-quiet" role="status">
      {refused ? <Chip tone="wrong" sign>{t.refusedCount({ count: refused })}</Chip> : <Chip tone="note">{t.toSend({ count: mine.length })}</Chip>}
    </Link>
  );
}

function Families({ items, words, onWords }: { items: readonly HouseholdDue[]; words: string; onWords: (words: string) => void }) {
  const t = useText(frameText);
  const { workerId } = useSession();
  const [tab, setTab] = useState<Tab>(workerId ? 'due' : 'all');
  const [shown, setShown] = useState(SHOWN);
  const today = useToday();
  const ofTab = items.filter(({ group }) => tab === 'all' || group === tab);
  const found = words && workerId ? ofTab.filter(({ line }) => matches(line, words)) : ofTab;
  return (
    <>
      <Tabs tab={tab} items={items} onTab={(next) => { setTab(next); setShown(SHOWN); }} />
      {items.length > 7 || words ? <Search words={words} onWords={onWords} /> : null}
      {found.length === 0 ? <Nothing tab={items.length === 0 ? 'all' : tab} searched={words !== ''} /> : null}
      <ul className="families">{found.slice(0, shown).map((item) => <FamilyCard key={item.line.id} item={item} today={today} />)}</ul>
      {found.length > shown ? <Button onClick={() => setShown(shown + SHOWN)}>{t.showMore}</Button> : null}
    </>
  );
}

function Tabs({ tab, items, onTab }: { tab: Tab; items: readonly HouseholdDue[]; onTab: (tab: Tab) => void }) {
  const t = useText(frameText);
  const count = (group: Tab) => items.filter((item) => item.group === group).length;
  const tabs = [
    { value: 'due', words: t.tabDue({ count: count('due') }) },
    { value: 'done', words: t.tabDone({ count: count('done') }) },
    { value: 'all', words: t.tabAll({ count: items.length }) },
  ] as const;
  return (
    <fieldset className="tabs">
      <legend className="unseen">{t.tabs}</legend>
      {tabs.map(({ value, words }) => (
        <label key={value} className="pill">
          <input type="radio" name="tab" checked={tab === value} onChange={() => onTab(value)} /><span>{words}</span>
        </label>
      ))}
    </fieldset>
  );
}

function Search({ words, onWords }: { words: string; onWords: (words: string) => void }) {
  const t = useText(frameText);
  return (
    <div className="field">
      <input type="search" aria-label={t.search} placeholder={t.search} value={words} enterKeyHint="search" autoComplete="off" onChange={(event) => onWords(event.target.value)} />
    </div>
  );
}

function Nothing({ tab, searched }: { tab: Tab; searched: boolean }) {
  const t = useText(frameText);
  if (searched) return <Empty title={t.noneFound} />;
  if (tab === 'due') return <Empty title={t.noneDue} hint={t.noneDueHint} />;
  if (tab === 'done') return <Empty title={t.noneDone} />;
  return <Empty title={t.noneAll} hint={t.noneAllHint} />;
}

/** Which family it is about; the next screen asks what happened. */
export function UrgentScreen() {
  const t = useText(frameText);
  const [words, setWords] = useState('');
  const { items, problem, loading, retry } = useWorklist(words);
  const { workerId } = useSession();
  const found = words && workerId ? items.filter(({ line }) => matches(line, words)) : items;
  return (
    <MenuScreen title={t.urgentTitle}>
      <p className="note note-attention">{t.urgentHint}</p>
      {problem ? <Trouble problem={problem} onRetry={retry} /> : null}
      {items.length > 7 || words ? <Search words={words} onWords={setWords} /> : null}
      {loading ? <Loading /> : null}
      {!loading && found.length === 0 ? <Nothing tab="all" searched={words !== ''} /> : null}
      <ul className="families">
        {found.map(({ line }) => (
          <li key={line.id} className="family">
            <Link href={`/households/${line.id}/incident`} className="family-open">
              <span className="family-head"><span className="family-name">{line.family}</span><span className="quiet">{line.groupName || line.division.name}</span></span>
              <span className="quiet small">{line.groupName ? line.division.name : ''}</span>
            </Link>
          </li>
        ))}
      </ul>
    </MenuScreen>
  );
}
