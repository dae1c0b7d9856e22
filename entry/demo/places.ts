/** The invented county 云岭县. The area code 5199 belongs to no prefecture. */
export const COUNTY = { code: '519900', divisionCode: '519900000000', name: '云岭县' } as const;

/** 青石镇 follows Huangjin's notice, the rest the county's own system; its villages are those of the sample ledgers. */
export const HUANGJIN_TOWNSHIP = '青石镇';

export interface TownshipPlan {
  readonly name: string;
  /** For user names: clerk.qingshi */
  readonly letters: string;
  readonly villages: readonly string[];
}

const villages = (text: string): readonly string[] => text.split(' ').map((name) => `${name}村`);

export const TOWNSHIPS: readonly TownshipPlan[] = [
  { name: HUANGJIN_TOWNSHIP, letters: 'qingshi', villages: villages('柳湾 双河 龙泉 枫树 杏花 石门 河口 松林 青坪 新桥') },
  { name: '白马乡', letters: 'baima', villages: villages('云山 石桥 白杨 马鞍 大坪 小河 红岩 竹园 长岭 枣林') },
  { name: '清溪镇', letters: 'qingxi', villages: villages('清溪 上湾 下湾 桃源 梨园 古井 前进 临溪 沙坝 梅花') },
  { name: '东岭镇', letters: 'dongling', villages: villages('东岭 向阳 朝霞 望岭 铁炉 三官 茶园 板桥 金鸡 落凤') },
  { name: '西坪乡', letters: 'xiping', villages: villages('西坪 高坪 中坪 油房 水磨 土门 槐树 黄荆 大堰 岩口') },
  { name: '南湖镇', letters: 'nanhu', villages: villages('南湖 荷塘 菱角 渔湾 柳堤 湖滨 芦苇 白鹭 月塘 圩上') },
  { name: '北山乡', letters: 'beishan', villages: villages('北山 鹰嘴 寨子 老林 雪坪 风垭 核桃 岩下 箭竹 溪源') },
  { name: '平安镇', letters: 'pingan', villages: villages('平安 永和 太平 兴隆 和顺 福田 仁和 长安 安居 乐业') },
  { name: '双桥镇', letters: 'shuangqiao', villages: villages('双桥 桥头 桥东 桥西 顺河 石拱 木桥 新河 老渡 回龙') },
  { name: '凤台乡', letters: 'fengtai', villages: villages('凤台 梧桐 栖凤 百鸟 花台 楼台 紫竹 青松 翠屏 玉泉') },
  { name: '龙井镇', letters: 'longjing', villages: villages('龙井 茶山 云雾 天池 响水 明月 半坡 龙洞 卧龙 甘泉') },
  { name: '石盘乡', letters: 'shipan', villages: villages('石盘 磨盘 青石板 大石 石牛 石鼓 石滩 砚台 白石 石榴') },
];

/** 12 digits as GB/T 10114 lays them out: county, township, village. */
export const townshipCode = (township: number): string => `${COUNTY.code}${101 + township}000`;
export const villageCode = (township: number, village: number): string => `${COUNTY.code}${101 + township}${201 + village}`;

/** Where people go who work elsewhere. */
export const CITIES = ['成都', '重庆', '武汉', '广州', '深圳', '东莞', '杭州', '苏州', '上海', '西安', '贵阳', '厦门'] as const;
