/**
 * What a worker writes after a visit. Warm, short, about what was done and what comes next; never about what happened to the child, as in the
 * files of a good office.
 */
export const NOTES: Readonly<Record<'home' | 'phone' | 'online' | 'message' | 'round' | 'greeting' | 'handover', readonly string[]>> = {
  home: [
    '在院子里坐了一会儿，精神不错，菜地收拾得很好。', '帮着把灶台边的灯泡换了，约好下月再来。', '说屋顶有点漏雨，已经告诉村里，天晴就来修。',
    '一起理了理用药的盒子，早晚分开放好了。', '留了新的联系电话，贴在门后。', '聊了一下午，临走时送到路口。', '秋收人手不够，约了两位邻居周末来帮忙。',
    '想去镇上办证件，说好周三陪着去。', '老两口都在家，身体还可以，惦记着入冬的柴火。',
  ],
  phone: ['电话里声音很好，说这两天在晒谷子。', '问了近况，一切都好，下周上门。', '说夜里睡得不太踏实，请医生抽空去看看。', '正在走亲戚，过两天回来再联系。', '提醒了领补贴的日子。', '天冷了，叮嘱注意炉火和通风。'],
  online: ['视频里看了新种的花。', '发来了和老同学的合影，心情不错。', '在外地安顿好了，说住得惯。'],
  message: ['发了问候，当天就回了。', '节前发了祝福，回复说谢谢。'],
  round: ['量了血压，比上月平稳，药照旧吃。', '血糖偏高，约好下周空腹再查一次。', '腰腿疼老毛病，教了几个活动的动作。', '药快吃完了，帮着在卫生院续开。', '听了心肺，没有异常，嘱咐少盐。'],
  greeting: ['送了米和油，一起包了饺子。', '带了春联，帮着贴上了。', '节日里去坐了坐，吃了块月饼。', '打电话问了节日好，约好节后再来。'],
  handover: ['当面介绍了新的联系人，知情卡已经交到手上。', '把联系人的电话一个一个念过，卡片放在电话旁。', '认了门，说好有事随时打电话。'],
};

export const LIVING = ['两人在家，种着两亩地，有退休金。', '一人居住，邻居常来照应。', '住在镇上安置房，做些零工。', '住老屋，去年修过屋顶。', '与兄弟同院，互相照应。'] as const;
export const DIFFICULTIES = ['腿脚不便，买药要走远路。', '慢性病常年吃药。', '房子年头久了，雨天要看着。', '不会用手机办事。', '眼神不好，看不清单据。', ''] as const;
export const REQUESTS = ['希望医生每月来一次。', '想装一个扶手。', '希望有人陪着去县里看病。', '暂时没有。', '想学用智能手机。'] as const;

/** Agreements as families said them (G3). */
export const AGREED: Readonly<Record<'noHomeVisit' | 'noFestival' | 'noDays' | 'pause' | 'noContact' | 'preference', readonly string[]>> = {
  noHomeVisit: ['住在楼里，怕邻居问起，请打电话，不用上门。', '家里不方便接待，电话里说就好。'],
  noFestival: ['过节想自己安静待着，节后再来坐坐。', '中秋和春节不用来，平时常联系就行。'],
  noDays: ['每年这几天想自己待着，过后再联系。'],
  pause: ['去外地亲戚家住一阵，回来再说。'],
  noContact: ['现在不想被打扰，需要时会找村里。'],
  preference: ['愿意和老同事多来往，来之前先打个电话。'],
};

export const INCIDENTS: Readonly<Record<'illness' | 'accident' | 'hardship' | 'disaster', readonly string[]>> = {
  illness: ['突发不适，已送县医院，家人陪着。', '住院一周，出院后在家休养。'],
  accident: ['下田时摔了一跤，手腕打了石膏。'],
  hardship: ['药费一时周转不开，已帮着申请救助。'],
  disaster: ['大雨冲坏了院墙，人没事，先住到亲戚家。'],
};

export const EXCUSED = ['大雪封路，已电话说明，不算漏做。', '一家人在外地看病，已约好回来再去。', '村里封闭修路，电话问候过了。'] as const;
export const VOIDED = ['录到同名的另一家了。', '日期选错了，重新记了一条。'] as const;
export const LEFT = ['迁到外县，已转交当地。', '本人申请不再接受服务。'] as const;
