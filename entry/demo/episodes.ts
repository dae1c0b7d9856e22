import type { BedAnswer } from '../../modules/hospital/stays.schema.ts';
import type { Procedure } from '../../modules/policies/care.schema.ts';

/** A bed asked for; the answer comes so many days after. */
interface BedPlot {
  readonly asked: number;
  readonly reason: string;
  readonly transport: string;
  readonly answer?: { readonly after: number; readonly answer: BedAnswer; readonly note: string };
}

interface ConsentPlot {
  readonly procedure: Procedure;
  readonly urgent: boolean;
  readonly proposal: string;
  /** Whom one tried to reach, and what came of it. */
  readonly attempts: readonly (readonly [whom: string, how: string, result: string])[];
  /** By phone at once, where it was urgent. */
  readonly phone?: boolean;
  /** Signed the day after, or returned with a reason; neither: the head has not come to it yet. */
  readonly signed?: boolean;
  readonly declined?: string;
}

interface StayPlot {
  readonly from: number;
  readonly urgent?: boolean;
  readonly ride?: boolean;
  readonly department: string;
  readonly bed: string;
  readonly care: string;
  readonly told: string;
  readonly consent?: ConsentPlot;
  /** Home again so many days ago; `followedUp` so many days later. */
  readonly over?: { readonly on: number; readonly summary: string; readonly followedUp?: number };
}

/** What happened to one invented member at a hospital. Days are counted back from the day the county is laid, one at least: nothing lies in the future. */
export interface Episode {
  /** Whose families: a place in the order of the townships. Those of the first three have a doctor who signs in. */
  readonly township: number;
  readonly hospital: 'county' | 'city';
  /** Checked at the desk that day, and nothing followed. */
  readonly looked?: number;
  /** Days on which an ambulance brought them to the emergency room, before all else. */
  readonly rides?: readonly number[];
  readonly bed?: BedPlot;
  readonly stay?: StayPlot;
}

/** One of each state a page can show, so that whoever tries it finds something to do on every one. */
export const EPISODES: readonly Episode[] = [
  { township: 1, hospital: 'county', bed: { asked: 1, reason: '咳嗽、气短一周，村医听诊后建议住院看看', transport: '村里送到，上午到' } },
  { township: 5, hospital: 'county', bed: { asked: 2, reason: '腰腿疼加重，走路要人扶', transport: '需要来接，家里没有车' } },
  { township: 2, hospital: 'county', bed: { asked: 4, reason: '血糖一直偏高，想住院调整用药', transport: '邻居陪着坐班车来', answer: { after: 1, answer: 'soon', note: '内科周三有人出院，到时打电话' } } },
  { township: 7, hospital: 'county', bed: { asked: 6, reason: '白内障，想安排手术', transport: '', answer: { after: 1, answer: 'none', note: '本院眼科不做这类手术，已联系云州市立医院' } } },
  { township: 7, hospital: 'city', bed: { asked: 5, reason: '白内障，县医院转来', transport: '联系人陪同', answer: { after: 1, answer: 'ready', note: '眼科二病区，带上证件和药单' } } },
  {
    township: 1, hospital: 'county', bed: { asked: 4, reason: '头晕、走路不稳', transport: '卫生院的车送来', answer: { after: 1, answer: 'ready', note: '内科三病区 12 床' } },
    stay: { from: 3, department: '内科', bed: '三病区 12 床', care: '村里安排邻居白天陪护，护工夜里看着，饮食清淡', told: '已告诉村干部和家庭医生' },
  },
  {
    township: 4, hospital: 'county',
    stay: {
      from: 1, urgent: true, ride: true, department: '急诊外科', bed: '抢救室', care: '护士长安排专人陪护', told: '已告诉乡镇联系人',
      consent: {
        procedure: 'operation', urgent: true, phone: true, proposal: '摔伤后腹痛、血压下降，考虑内出血，拟立即剖腹探查止血。',
        attempts: [['本人', '当面', '神志不清，不能表达'], ['侄子', '电话打了两次', '没有接通'], ['村干部', '电话', '接通，正赶来，不能代签']],
      },
    },
  },
  {
    township: 6, hospital: 'county',
    stay: {
      from: 2, department: '消化内科', bed: '五病区 3 床', care: '社工上午来坐一会儿，晚上护工陪', told: '已告诉家庭医生',
      consent: {
        procedure: 'specialExamination', urgent: false, proposal: '反复黑便两周，拟做无痛胃镜查明出血部位；本人目前嗜睡，不能签字。',
        attempts: [['本人', '当面', '嗜睡，叫醒后不能回答'], ['妹妹', '按留的号码打电话', '已停机，请乡镇帮着找']],
      },
    },
  },
  { township: 3, hospital: 'city', stay: { from: 5, department: '骨科', bed: '九病区 21 床', care: '医院安排导医和护工，县联系人周末去看望', told: '已告诉县联系人' } },
  {
    township: 2, hospital: 'county',
    stay: {
      from: 9, department: '呼吸科', bed: '四病区 7 床', care: '一位邻居陪着，吸氧三天后停了', told: '已告诉村干部和家庭医生',
      over: { on: 2, summary: '肺部感染好转出院。继续口服药五天，一周后听诊，如再发热及时来院。' },
    },
  },
  {
    township: 1, hospital: 'county',
    stay: {
      from: 13, department: '心内科', bed: '二病区 1 床', care: '护工陪护', told: '已告诉家庭医生',
      over: { on: 4, summary: '血压平稳出院。新换的药早晚各一次，请家庭医生一周内量血压、看有没有头晕。' },
    },
  },
  {
    township: 2, hospital: 'county', bed: { asked: 21, reason: '膝关节疼，保守治疗不见好', transport: '卫生院的车送来', answer: { after: 1, answer: 'ready', note: '骨科 16 床' } },
    stay: {
      from: 20, department: '骨科', bed: '六病区 16 床', care: '康复师每天带着活动一次', told: '已告诉村干部和家庭医生',
      over: { on: 10, summary: '关节腔治疗后疼痛减轻出院。按图做活动，四周后复查。', followedUp: 3 },
    },
  },
  {
    township: 0, hospital: 'county', rides: [46],
    stay: {
      from: 26, urgent: true, department: '普外科', bed: '七病区 5 床', care: '镇上安排护工，联系人每天打一次电话', told: '已告诉镇联系人',
      consent: {
        procedure: 'operation', urgent: true, phone: true, signed: true, proposal: '急性阑尾炎，疑有穿孔，拟急诊手术。',
        attempts: [['本人', '当面', '高热，意识模糊'], ['外甥', '电话', '在外地，信号断了，没有说清']],
      },
      over: { on: 17, summary: '手术顺利，切口愈合好。一周内换药一次，三个月内不干重活。', followedUp: 4 },
    },
  },
  {
    township: 8, hospital: 'county', rides: [33, 28, 24],
    stay: {
      from: 24, urgent: true, department: '心内科', bed: '二病区 6 床', care: '护工陪护，乡镇联系人来过两次', told: '已告诉乡镇联系人和家庭医生',
      consent: {
        procedure: 'specialTreatment', urgent: false, declined: '已经联系上弟弟，下午到院和本人一起商量，不用医院代批', proposal: '拟做冠状动脉造影，必要时放支架。',
        attempts: [['弟弟', '电话', '第一次没有接，半小时后接通']],
      },
      over: { on: 15, summary: '胸痛缓解出院。药不要停，随身带急救药，两周后门诊复查。', followedUp: 5 },
    },
  },
  {
    township: 9, hospital: 'city',
    stay: {
      from: 40, department: '眼科', bed: '二病区 2 床', care: '导医陪着办手续', told: '已告诉家庭医生',
      over: { on: 36, summary: '术后视力恢复良好，按时滴药水，一个月后复查。', followedUp: 6 },
    },
  },
];

/** What the office asks a hospital about: who was looked up and not served. */
export const LOOKED_UP: readonly Episode[] = [
  { township: 3, hospital: 'county', looked: 3 }, { township: 10, hospital: 'city', looked: 11 }, { township: 11, hospital: 'county', looked: 19 },
];

/** Brought in before anybody was asked who they were. */
export const URGENT = [
  { on: 1, patient: '约七十岁男性，穿蓝色外套', note: '120 送来，路边晕倒，先抢救' },
  { on: 3, patient: '约六十岁女性', note: '邻居送来，高热，没有带证件' },
] as const;

export const ATTENDING = ['主治医师', '副主任医师', '值班医师'] as const;
