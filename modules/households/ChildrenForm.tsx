import { useState } from 'react';
import {
  Button, DayField, Note, Panel, PanelForm, ProblemNote, Row, SelectField, Stack, TextAreaField, TextField, api, newId, problemField, problemFrom, useOptions, useText,
} from '../../platform/ui/index.web.ts';
import type { Problem } from '../../platform/ui/index.web.ts';
import { useSession } from '../accounts/session.web.ts';
import { childrenOf, draftsOf, lacksKind, newChild, newEvent, without, withOne } from './childrenDraft.rules.ts';
import type { ChildDraft, ChildEventDraft } from './childrenDraft.rules.ts';
import { childEventText, childrenFormText, formText } from './fileWords.text.ts';
import type { HouseholdFile } from './households.schema.ts';
import { reveal, useFileWrite } from './households.web.ts';

interface ChildrenFormProps {
  readonly file: HouseholdFile;
  readonly onClose: () => void;
}

/** What is known of the children, put right with a reason. What stands there is covered until one asks for it, and the look is on record. */
export function ChildrenForm(props: ChildrenFormProps) {
  const [drafts, setDrafts] = useState<ChildDraft[] | null>(props.file.children === 0 ? [newChild(newId)] : null);
  return drafts ? <Correcting {...props} start={drafts} /> : <Covered {...props} onShown={setDrafts} />;
}

function Covered({ file, onClose, onShown }: ChildrenFormProps & { onShown: (drafts: ChildDraft[]) => void }) {
  const t = useText(childrenFormText);
  const [state, setState] = useState<{ busy: boolean; problem: Problem | null }>({ busy: false, problem: null });
  const show = async () => {
    setState({ busy: true, problem: null });
    try {
      onShown(draftsOf(await reveal(file.id, 'children', 'check'), newId));
    } catch (thrown) {
      setState({ busy: false, problem: problemFrom(thrown) });
    }
  };
  return (
    <Panel open title={t.title({ name: file.family })} onClose={onClose}>
      <Stack>
        <Note tone="attention" title={t.coveredTitle}>{t.coveredHint}</Note>
        <div><Button kind="main" busy={state.busy} onClick={() => void show()}>{t.show}</Button></div>
        <ProblemNote problem={state.problem} />
      </Stack>
    </Panel>
  );
}

function Correcting({ file, onClose, start }: ChildrenFormProps & { start: readonly ChildDraft[] }) {
  const t = useText(childrenFormText);
  const form = useText(formText);
  const [drafts, setDrafts] = useState(start);
  const [reason, setReason] = useState('');
  const [asked, setAsked] = useState(false);
  const write = useFileWrite((body: object) => api.put<HouseholdFile>('/api/households/{id}/children', { path: { id: file.id }, body }), { onDone: onClose });
  const save = () => {
    setAsked(true);
    const incomplete = drafts.some(({ events }) => events.some(lacksKind));
    if (reason.trim().length > 1 && !incomplete) write.mutate({ reason: reason.trim(), children: childrenOf(drafts) });
  };
  return (
    <PanelForm open title={t.title({ name: file.family })} onClose={onClose} onSubmit={save} saving={write.isPending} problem={write.error} dirty={drafts !== start || reason !== ''} note={t.effect}>
      {drafts.map((child, at) => (
        <ChildFields
          key={child.id} child={child} number={at + 1} asked={asked} problem={write.error} set={(change) => setDrafts(withOne(drafts, child.id, change))}
          drop={() => setDrafts(without(drafts, child.id))}
        />
      ))}
      {drafts.length === 0 ? <p>{t.none}</p> : null}
      <div><Button onClick={() => setDrafts([...drafts, newChild(newId)])}>{t.add}</Button></div>
      <TextAreaField label={form.reason} value={reason} onChange={setReason} required rows={2} error={asked && reason.trim().length < 2 ? form.reasonNeeded : undefined} />
    </PanelForm>
  );
}

interface ChildProps {
  readonly child: ChildDraft;
  readonly number: number;
  readonly asked: boolean;
  readonly problem: Problem | null;
  readonly set: (change: Partial<ChildDraft>) => void;
  readonly drop: () => void;
}

function ChildFields({ child, number, asked, problem, set, drop }: ChildProps) {
  const t = useText(childrenFormText);
  const { today } = useSession();
  const { name, birthDay, events } = child;
  return (
    <fieldset className="households-child">
      <legend>{t.number({ number })}</legend>
      <TextField label={t.name} value={name} onChange={(typed) => set({ name: typed })} optional maxLength={60} />
      <DayField label={t.birthDay} value={birthDay} onChange={(day) => set({ birthDay: day })} max={today} optional error={problemField(problem, 'children')} />
      {events.map((event) => <EventFields key={event.id} event={event} asked={asked} set={(change) => set({ events: withOne(events, event.id, change) })} />)}
      <Row>
        <Button kind="quiet" onClick={() => set({ events: [...events, newEvent(newId)] })}>{t.addEvent}</Button>
        <Button kind="quiet" label={t.dropOf({ number })} onClick={drop}>{t.drop}</Button>
      </Row>
    </fieldset>
  );
}

function EventFields({ event, asked, set }: { event: ChildEventDraft; asked: boolean; set: (change: Partial<ChildEventDraft>) => void }) {
  const t = useText(childrenFormText);
  const { today } = useSession();
  const kinds = useOptions(childEventText);
  return (
    <>
      <SelectField
        label={t.event} value={event.kind} options={kinds} placeholder={t.noEvent} onChange={(kind) => set({ kind: kind as ChildEventDraft['kind'] })}
        error={asked && lacksKind(event) ? t.eventNeeded : undefined}
      />
      <DayField label={t.eventDay} value={event.day} onChange={(day) => set({ day })} max={today} optional />
    </>
  );
}
