import { Button, Card, Chip, ClauseLine, Columns, DataTable, FigureCard, MenuButton, OwedBar, OwedLegend, Page, Row, Stack } from '../../platform/ui/index.web.ts';
import { clause, towns } from './invented.ts';

export function OverviewLook() {
  return (
    <Page
      title="云岭县 · 三个全覆盖" subtitle="2026年11月22日 · 516 户 893 人"
      actions={<><MenuButton label="本季度" items={[{ key: 'a', label: '本季度', onSelect: () => undefined, checked: true }, { key: 'b', label: '上季度', onSelect: () => undefined }]} /><Button>生成自查报告</Button></>}
    >
      <Columns of="1-1-1">
        <FigureCard title="联系人到岗" done={508} total={516} counts="508 / 516 户" clause={clause} missing={{ text: '还差 8 户：5 户缺亲邻照护人，3 户乡镇岗位空缺', to: '/households' }} />
        <FigureCard title="家庭医生签约" done={837} total={871} counts="愿签 871 人，已签 837 人" segments={[{ tone: 'main', count: 725, label: '已履约' }, { tone: 'attention', count: 112, label: '已签未履约' }]} missing={{ text: '已签未履约 112 人 · 暂不愿签 22 人（到期再问）', to: '/households' }} />
        <FigureCard title="就医绿色通道" done={0} total={0} counts="" none="还没有发过证" />
      </Columns>
      <Columns of="2-1">
        <Card title="各乡镇本季应做与已做" note="点一行看到每一户">
          <DataTable
            label="各乡镇本季应做与已做" rows={towns} rowKey={(town) => town.code} open={() => ({ to: '/households' })}
            columns={[
              { key: 'name', title: '乡镇', cell: (town) => town.name },
              { key: 'households', title: '户', cell: (town) => town.households },
              { key: 'owed', title: '走访联系完成', width: '46%', cell: (town) => <OwedBar {...town} label={town.name} counts /> },
              { key: 'vacant', title: '岗位空缺', cell: (town) => town.vacant },
            ]}
            foot={<OwedLegend>家庭约定调整的不算未做</OwedLegend>}
          />
        </Card>
        <Stack>
          <Card title="需要你处理">
            <Stack close>
              <Row><Chip tone="attention" sign>今天</Chip><span>柳湾镇 3 户换岗后<strong>第 9 天</strong>未告知家庭</span></Row>
              <Row><Chip>本周</Chip><span>导出名单申请 1 份待你复核</span></Row>
              <Row><Chip tone="note">元旦前</Chip><span>春节慰问名单：12 户选择不上门</span></Row>
            </Stack>
          </Card>
          <Card title="依据"><ClauseLine clause={clause} /></Card>
        </Stack>
      </Columns>
    </Page>
  );
}
