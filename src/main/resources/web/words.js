// What the page says, in both languages, and how it writes numbers, money and times.
const WORDS = {
  live: ['实时', 'Live'],
  connecting: ['连接中', 'Connecting'],
  lost: ['连接中断', 'Disconnected'],
  lostLong: ['与枢纽的连接中断，正在重试。下面是 {0} 的数据。', 'Connection to the hub lost, retrying. Below is the state of {0}.'],
  never: ['连接之前', 'before it was lost'],
  stale: ['枢纽暂时取不到最新状态，下面是 {0} 的数据。', 'The hub cannot get its newest state; below is that of {0}.'],
  perSecond: ['{0}/秒', '{0}/s'],
  idle: ['空闲', 'idle'],
  seconds: ['{0} 秒', '{0} s'],
  people: ['{0} 人', '{0} people'],
  progress: ['{0}：已完成 {1}，共 {2}', '{0}: {1} of {2} done'],
  waived: ['免缴个人保费', 'Personal premiums waived'],
  minorsWaived: ['其中 0–18 岁', 'of which ages 0–18'],
  minors: ['0–18 岁人数', 'People aged 0–18'],
  missing: ['尚未参保', 'Not enrolled yet'],
  yuan: ['{0} 元', '¥{0}'],
  chart: ['资助参保率从 {0} 到 {1}：{2}', 'Subsidised enrolment rate from {0} to {1}: {2}'],
  noChart: ['名单到达后开始绘制', 'Drawn when the first list arrives'],
  noMessages: ['还没有发出短信', 'No message has been sent yet'],
  noOpen: ['没有告警', 'No alert is open'],
  alert: ['告警', 'Alert'],
  subject: ['对象', 'About'],
  owner: ['责任单位', 'Owner'],
  detail: ['说明', 'What'],
  from: ['自', 'Since'],
  noHeld: ['没有等待核定的批次', 'No batch is held'],
  noQuarantine: ['没有待更正的行', 'No row is in quarantine'],
  to: ['发往 {0}', 'to {0}'],
  PLANNED: ['待发', 'planned'],
  SENDING: ['发送中', 'sending'],
  ACCEPTED: ['网关已收', 'accepted'],
  DELIVERED: ['已送达', 'delivered'],
  FAILED: ['失败', 'failed'],
  IN_DOUBT: ['存疑，不自动重发', 'in doubt, not resent'],
  tally: ['{0} 条存疑', '{0} in doubt'],
  withdraw: ['将撤销 {0} 人，现有 {1} 人', 'would withdraw {0} of {1} people'],
  batch: ['批次 {0}', 'batch {0}'],
  part: ['第 {0} 份', 'part {0}'],
  line: ['第 {0} 行', 'line {0}'],
  source: ['来源', 'Source'],
  field: ['字段', 'Field'],
  value: ['内容（脱敏）', 'Value (masked)'],
  rule: ['规则', 'Rule'],
  fix: ['如何更正', 'How to fix'],
  since: ['自 {0}', 'since {0}'],
  stepWAITING: ['等待', 'waiting'],
  stepRUNNING: ['进行中', 'running'],
  stepDONE: ['完成', 'done'],
  stepFAILED: ['失败', 'failed'],
};

export const english = () => document.documentElement.lang === 'en';

export function t(key, ...values) {
  const words = WORDS[key];
  return values.reduce((all, value, at) => all.replace(`{${at}}`, value), words ? words[english() ? 1 : 0] : key);
}

/** A {zh, en} of the status in the page's language. */
export const say = (wording) => (wording ? (english() ? wording.en : wording.zh) : '');

/** One language of a text that has Chinese, a slash between spaces, and English. */
export function half(both) {
  const at = both.indexOf(' / ');
  return at < 0 ? both : english() ? both.slice(at + 3) : both.slice(0, at);
}

const whole = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });
const tenth = new Intl.NumberFormat('en-US', { maximumFractionDigits: 1 });
const clock = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Asia/Shanghai', hour: '2-digit', minute: '2-digit', second: '2-digit',
});
const day = new Intl.DateTimeFormat('en-CA', {
  timeZone: 'Asia/Shanghai', year: 'numeric', month: '2-digit', day: '2-digit',
});

export const number = (value) => whole.format(value);
export const short = (value) => (value >= 100 ? whole : tenth).format(value);
export const time = (iso) => clock.format(new Date(iso));
export const date = (iso) => day.format(new Date(iso));
export const yuan = (fen) => `${number(Math.trunc(fen / 100))}.${String(fen % 100).padStart(2, '0')}`;

/** Cut, not rounded, so that 100 % is printed only when nobody is missing. More than 100 % is shown as it is. */
export function percent(numerator, denominator) {
  return denominator > 0 ? `${(Math.floor((numerator / denominator) * 10000 + 1e-9) / 100).toFixed(2)}%` : '–';
}
