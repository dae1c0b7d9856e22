import { Button, Card, Chip, ClauseButton, Columns, Facts, Masked, Note, Page, Row, Stack, Timeline } from '../../platform/ui/index.web.ts';
import { clause } from './invented.ts';

const purposes = [{ value: 'contact', label: '联系这一家' }, { value: 'check', label: '核对档案' }, { value: 'urgent', label: '有急事' }];

export function FilePage() {
  return (
    <Page
      title="潘甲三家" name="家庭档案" subtitle="青石镇 杏花村 二组 · 档案 3 天前更新" back={{ to: '/households', label: '家庭' }}
      tags={<><Chip>独居</Chip><Chip>建档立卡</Chip></>} actions={<><Button>有急事</Button><Button>更正</Button><Button kind="main">记一次联系</Button></>}
    >
      <Note tone="main" title="下午来；不在清明前后联系">本人要求 · 2027年4月再问</Note>
      <Columns of="household">
        <Stack>
          <Card title="这一家">
            <Facts of={[
              { label: '成员', value: '潘甲三 女 63', note: '生活自理' },
              { label: '电话', value: <Masked value="135****0890" label="电话" purposes={purposes} reveal={async () => '135 5555 0890'} /> },
              { label: '户籍', value: '杏花村二组' }, { label: '现居', value: '同户籍' },
            ]} />
          </Card>
        </Stack>
        <Card title="经过">
          <Timeline label="经过" items={[
            { id: '1', day: '2026-11-19', head: '上门 · 张康二', body: '身体老样子，心情一般。药快吃完，已告诉袁医生。', foot: <><Chip tone="done">算作 11 月村干部联系</Chip><ClauseButton clause={clause} /></>, tone: 'main' },
            { id: '2', day: '2026-11-10', head: '联系人变动', body: '原亲邻照护人搬走。', foot: <Chip tone="attention">10 日内告知家庭，已告知</Chip>, tone: 'attention' },
            { id: '3', day: '2026-10-06', head: '诉求办结', body: '危房改造申请：镇村建办已批，本人说“办好了”。' },
          ]} />
        </Card>
        <Card title="该为这一家做的">
          <Stack close>
            <Row apart><span>乡镇领导上门</span><Chip tone="attention">12月31日前</Chip></Row>
            <Row apart><span>村干部联系（11月）</span><Chip tone="done" sign>已做</Chip></Row>
            <Row apart><span>医生巡诊（12月）</span><Chip>12月1日起</Chip></Row>
            <Row apart><span>亲邻照护人</span><Chip tone="wrong" sign>空缺 12 天</Chip></Row>
          </Stack>
        </Card>
      </Columns>
    </Page>
  );
}
