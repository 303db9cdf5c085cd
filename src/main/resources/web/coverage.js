// The coverage rate as a line, never without its numerator and denominator, and the money behind it.
import { byId, count, each, el, svg, text } from './dom.js';
import { number, percent, say, t, time, yuan } from './words.js';

const LEFT = 44;
const RIGHT = 14;
const TOP = 12;
const BOTTOM = 26;

export function showCoverage(coverage, money) {
  text(byId('rate'), percent(coverage.numerator, coverage.denominator));
  byId('rate').classList.toggle('none', coverage.denominator === 0);
  byId('rate').classList.toggle('complete', coverage.denominator > 0 && coverage.numerator >= coverage.denominator);
  text(byId('fraction'), coverage.denominator > 0
    ? t('people', `${number(coverage.numerator)} / ${number(coverage.denominator)}`) : '');
  text(byId('coverage-what'), say(coverage.what));
  drawn = coverage;
  draw();
  showMoney(coverage, money);
}

let drawn;

export function draw() {
  if (!drawn) {
    return;
  }
  const box = byId('chart');
  const points = drawn.history.filter((point) => point.denominator > 0);
  if (points.length === 0) {
    box.replaceChildren(el('p', { class: 'empty' }, t('noChart')));
    return;
  }
  box.replaceChildren(picture(points, box.clientWidth, box.clientHeight));
}

function picture(points, width, height) {
  const rates = points.map((point) => (100 * point.numerator) / point.denominator);
  const top = Math.max(100, Math.ceil(Math.max(...rates) / 25) * 25);
  const start = Date.parse(points[0].at);
  const span = Math.max(1000, Date.parse(points.at(-1).at) - start);
  const x = (at) => LEFT + ((Date.parse(at) - start) / span) * (width - LEFT - RIGHT);
  const y = (rate) => height - BOTTOM - (rate / top) * (height - TOP - BOTTOM);
  const places = points.map((point, at) => `${x(point.at).toFixed(1)},${y(rates[at]).toFixed(1)}`);
  const last = points.at(-1);
  const label = t('chart', time(points[0].at), time(last.at), percent(last.numerator, last.denominator));
  const floor = y(0).toFixed(1);
  return svg('svg', { viewBox: `0 0 ${width} ${height}`, role: 'img', 'aria-label': label },
    svg('title', {}, label),
    ...grid(top, width, y),
    svg('path', { class: 'area', d: `M${x(points[0].at).toFixed(1)},${floor}L${places.join('L')}L${x(last.at).toFixed(1)},${floor}Z` }),
    svg('path', { class: 'line', d: `M${places.join('L')}` }),
    svg('circle', { class: 'halo', cx: x(last.at), cy: y(rates.at(-1)), r: 9 }),
    svg('circle', { class: 'dot', cx: x(last.at), cy: y(rates.at(-1)), r: 4.5 }),
    svg('text', { x: LEFT, y: height - 6 }, time(points[0].at)),
    svg('text', { x: width - RIGHT, y: height - 6, 'text-anchor': 'end' }, points.length > 1 ? time(last.at) : ''));
}

function grid(top, width, y) {
  const lines = [];
  for (let rate = 0; rate <= top; rate += 25) {
    lines.push(
      svg('line', { class: rate === 100 ? 'goal' : 'grid', x1: LEFT, x2: width - RIGHT, y1: y(rate), y2: y(rate) }),
      svg('text', { x: LEFT - 8, y: y(rate) + 4, 'text-anchor': 'end' }, `${rate}%`));
  }
  return lines;
}

function showMoney(coverage, money) {
  const tiles = [
    ['waived', money.personalWaivedFen, (fen) => t('yuan', yuan(fen))],
    ['minorsWaived', money.minorsWaivedFen, (fen) => t('yuan', yuan(fen))],
    ['minors', money.minors, number],
    ['missing', Math.max(0, coverage.denominator - coverage.numerator), number],
  ];
  each(byId('money'), tiles, ([key]) => key, () => el('div', {}, el('dt'), el('dd')), (node, [key, value, format]) => {
    text(node.firstChild, t(key));
    count(node.lastChild, value, format);
  });
}
