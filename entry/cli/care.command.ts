import type { Day } from '@lianxin/engine';
import { type Command, InvalidArgumentError } from 'commander';
import { z } from 'zod';
import { coverageQuery, type CoverageAnswer, type Figures } from '../../modules/coverage/coverage.schema.ts';
import { coverageOf } from '../../modules/coverage/coverage.service.ts';
import type { ExplainedDuty, HouseholdDuties } from '../../modules/duties/duties.schema.ts';
import { explainHousehold } from '../../modules/duties/duties.service.ts';
import type { Text } from '../../platform/problem.ts';
import { careText } from './care.text.ts';
import { asAccount, bothLanguages, dayArgument, divisionArgument, onGround, terminalFor, touching, type CommonOptions } from './command.ts';
import { Failure } from './failure.ts';

interface DutiesOptions extends CommonOptions {
  readonly household: string;
  readonly from: Day;
  readonly to: Day;
}

interface CoverageOptions extends CommonOptions {
  readonly division: string;
  readonly on?: Day;
  readonly children?: boolean;
  readonly missing?: boolean;
}

function idArgument(value: string): string {
  if (!z.uuid().safeParse(value).success) throw new InvalidArgumentError(bothLanguages(careText.idWrong(value)));
  return value;
}

/** `duties`, `coverage`: the same use cases as the pages, in the same scope, recorded alike. */
export function addCare(program: Command): void {
  touching(program.command('duties').summary('一户的应做事项和依据 / what is owed to a household, and why'))
    .requiredOption('--household <id>', '家庭编号 / id of the household', idArgument)
    .requiredOption('--from <day>', '从哪天 / first day', dayArgument).requiredOption('--to <day>', '到哪天 / last day', dayArgument)
    .action(async (options: DutiesOptions) => {
      if (options.to < options.from) throw new Failure(careText.daysReversed(options.from, options.to), true);
      const answer = await onGround((ground) => asAccount(ground, options.as, 'cli.duties', (ctx) => explainHousehold(ctx, options.household, options)));
      const terminal = terminalFor(options);
      if (options.json) terminal.json(answer);
      else for (const line of dutiesLines(answer)) terminal.print(line);
    });
  touching(program.command('coverage').summary('覆盖和落实情况 / coverage and fulfilment'))
    .requiredOption('--division <code>', '区划代码 / code of the division', divisionArgument).option('--on <day>', '哪一天 / the day', dayArgument)
    .option('--children', '下一级分别列出 / one level down').option('--missing', '列出缺联系人的家庭 / households that lack someone')
    .action((options: CoverageOptions) => onGround(async (ground) => {
      const { division, on, children, missing } = options;
      const query = coverageQuery.parse({ division, ...(on ? { on } : {}), ...(children ? { children: 'true' } : {}), ...(missing ? { missing: 'true' } : {}) });
      const answer = await asAccount(ground, options.as, 'cli.coverage', (ctx) => coverageOf(ctx, query));
      const terminal = terminalFor(options);
      if (options.json) terminal.json(answer);
      else for (const line of coverageLines(answer)) terminal.print(line);
    }));
}

function dutiesLines({ items, undecided }: HouseholdDuties): Text[] {
  const household = items[0] && { zh: `${items[0].household.division.name} ${items[0].household.name}`, en: `${items[0].household.division.name} ${items[0].household.name}` };
  return [household ?? careText.nothingOwed, ...items.map(dutyLine), ...undecided.map(({ title, fact }) => careText.undecided(title, fact))];
}

/** Days, state, done of needed, what, who, and the article it rests on with our summary of it. */
function dutyLine(duty: ExplainedDuty): Text {
  const days = `${duty.first} – ${duty.last}`;
  const counted = `${duty.credited}/${duty.needed}`;
  const clause = (language: keyof Text): string => (duty.clause ? `\n    ${duty.clause.document} ${duty.clause.article} [${duty.clause.mark}] ${duty.clause.summary[language]}` : '');
  const state = careText.states[duty.state];
  return {
    zh: `${days}  ${state.zh}  ${counted}  ${duty.title.zh}  ${duty.worker?.name ?? '（无人）'}${clause('zh')}`,
    en: `${days}  ${state.en}  ${counted}  ${duty.title.en}  ${duty.worker?.name ?? '(nobody)'}${clause('en')}`,
  };
}

function coverageLines(answer: CoverageAnswer): Text[] {
  return [figuresLine(answer), ...(answer.children ?? []).map(figuresLine), ...(answer.missing ?? []).map(({ household, missing }) => ({
    zh: `  ${household.division.name} ${household.name}：缺${missing.map(({ title }) => title.zh).join('、')}`,
    en: `  ${household.division.name} ${household.name}: lacks ${missing.map(({ title }) => title.en).join(', ')}`,
  }))];
}

function figuresLine({ division, contacts, doctors, priority, channel, fulfilment, dueThisWeek }: Figures): Text {
  const of = fulfilment.met + fulfilment.missed + fulfilment.attempted + fulfilment.vacant;
  return {
    zh: `${division.name}  联系人齐全 ${contacts.complete}/${contacts.served}  家庭医生签约 ${doctors.signed}/${doctors.of}（暂不愿签 ${doctors.refused}）  持有效证 ${priority.certified}/${priority.members}  绿色通道开通 ${channel.open}/${channel.hospitals} 家  ${fulfilment.period.name.zh}落实 ${fulfilment.met}/${of}  本周到期 ${dueThisWeek}`,
    en: `${division.name}  contacts complete ${contacts.complete}/${contacts.served}  doctors signed ${doctors.signed}/${doctors.of} (${doctors.refused} do not want it)  certificates ${priority.certified}/${priority.members}  channel open at ${channel.open}/${channel.hospitals} hospitals  ${fulfilment.period.name.en} fulfilled ${fulfilment.met}/${of}  due this week ${dueThisWeek}`,
  };
}
