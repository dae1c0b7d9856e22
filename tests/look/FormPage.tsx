import { useState } from 'react';
import {
  Button, Card, CheckField, ChoiceField, ChoicesField, Columns, ConfirmReason, DayField, DayRangePicker, DivisionPicker, EmptyState, FileDrop, FilterBar, Loading,
  Page, PanelForm, Problem, ProblemNote, ProgressNote, Segmented, SelectField, Stack, Tabs, TextAreaField, TextField, useSaved,
} from '../../platform/ui/index.web.ts';
import { places } from './invented.ts';

const kinds = [{ value: 'home', label: '上门' }, { value: 'phone', label: '电话' }, { value: 'online', label: '微信' }, { value: 'none', label: '没联系上' }];

export function FormPage() {
  const [open, setOpen] = useState<'panel' | 'confirm' | null>(null);
  const [part, setPart] = useState('fields');
  return (
    <Page title="表单与状态" actions={<><Button onClick={() => setOpen('confirm')}>免做</Button><Button kind="main" onClick={() => setOpen('panel')}>记一次联系</Button></>}>
      <Filters />
      <Tabs label="部分" value={part} onChange={setPart} tabs={[{ value: 'fields', label: '填写' }, { value: 'states', label: '状态', count: 4 }]}>
        {part === 'fields' ? <Fields /> : <States />}
      </Tabs>
      <PanelForm open={open === 'panel'} title="潘家 · 记一次联系" onClose={() => setOpen(null)} onSubmit={() => setOpen(null)} submit="记好了" dirty note={<span>记下后：算作 11 月村干部联系。</span>}>
        <Words />
      </PanelForm>
      <ConfirmReason open={open === 'confirm'} title="这一次免做" hint="免做后不再提醒，也不算未做。" confirm="免做这一次" onCancel={() => setOpen(null)} onConfirm={() => setOpen(null)} />
    </Page>
  );
}

function Filters() {
  const [state, setState] = useState('open');
  const [days, setDays] = useState<{ from: string | null; to: string | null }>({ from: '2026-11-01', to: null });
  return (
    <FilterBar label="筛选">
      <Segmented label="状态" value={state} onChange={setState} options={[{ value: 'open', label: '该做', count: 4 }, { value: 'met', label: '已做', count: 7 }, { value: 'all', label: '全部', count: 11 }]} />
      <DayRangePicker label="日期" from={days.from} to={days.to} onChange={(from, to) => setDays({ from, to })} />
    </FilterBar>
  );
}

function Words() {
  const [kind, setKind] = useState<string | null>(null);
  const [helps, setHelps] = useState<string[]>([]);
  const [day, setDay] = useState<string | null>('2026-11-22');
  const [note, setNote] = useState('');
  return (
    <>
      <DayField label="哪一天" value={day} onChange={setDay} max="2026-11-22" required />
      <ChoiceField label="怎么联系的" value={kind} onChange={setKind} options={kinds} required />
      <ChoicesField label="有没有要帮的" values={helps} onChange={setHelps} options={[{ value: 'care', label: '看病' }, { value: 'life', label: '生活' }, { value: 'talk', label: '说说话' }]} optional />
      <TextAreaField label="想多记几句" value={note} onChange={setNote} optional />
    </>
  );
}

function Fields() {
  const [text, setText] = useState({ name: '', kind: '', code: '' });
  const [place, setPlace] = useState<string | null>('0101');
  const [sure, setSure] = useState(false);
  return (
    <Columns of="1-1">
      <Card title="填写">
        <Stack>
          <TextField label="姓名" value={text.name} onChange={(name) => setText({ ...text, name })} required error="请填姓名。" hint="和户口本上一样" />
          <SelectField label="岗位" value={text.kind} onChange={(kind) => setText({ ...text, kind })} options={[{ value: 'a', label: '村干部' }, { value: 'b', label: '家庭医生' }]} />
          <DivisionPicker label="所在村" divisions={places} value={place} onChange={setPlace} />
          <CheckField label="已当面告知家庭" checked={sure} onChange={setSure} hint="没告知也可以先记，之后会提醒。" />
        </Stack>
      </Card>
      <Card title="联系"><Stack><Words /></Stack></Card>
    </Columns>
  );
}

function States() {
  const saved = useSaved();
  return (
    <Columns of="1-1">
      <Card><EmptyState title="这个月都做完了" hint="下个月 1 日起会有新的。" action={<Button onClick={() => saved()}>看看下个月</Button>} /></Card>
      <Card><Loading /></Card>
      <Card><ProblemNote problem={new Problem(0, {})} onRetry={() => undefined} /></Card>
      <Card><Stack><ProgressNote label="正在读台账" done={120} total={516} /><FileDrop label="把台账拖进来" accept=".xlsx,.xls,.csv" hint="xlsx、xls、csv、docx，20 MB 以内" onFile={() => undefined} /></Stack></Card>
    </Columns>
  );
}
