// The phase with its steps, and the eight stops of a record.
import { byId, count, each, el, svg, text } from './dom.js';
import { number, say, short, t } from './words.js';

const ICONS = {
  route: 'M3.5 12h11M10.5 7.5 15 12l-4.5 4.5M19.5 5v14',
  inbox: 'M4 13.5V18a1 1 0 0 0 1 1h14a1 1 0 0 0 1-1v-4.5M4 13.5 7 5h10l3 8.5M4 13.5h4.5l1.5 3h4l1.5-3H20',
  reader: 'M7 4h7l4 4v12H7zM14 4v4h4M10 12.5h5M10 16h5',
  registry: 'M9 11.5a3.2 3.2 0 1 0 0-6.4 3.2 3.2 0 0 0 0 6.4zM3 19.5c.5-3.3 3-5 6-5s5.5 1.7 6 5M16 11a2.6 2.6 0 1 0 0-5.2M17.5 14.2c2 .5 3.2 2.2 3.5 5',
  policy: 'M12 4.5V20M8 20h8M5 7h14M5 7l-2.5 6.2a2.8 2.8 0 0 0 5 0zM19 7l-2.5 6.2a2.8 2.8 0 0 0 5 0z',
  ledger: 'M6 4h12.5v16H6zM9.5 4v16M12.5 9h3M12.5 13h3',
  effects: 'M3.5 11.5 20.5 4l-6 16-3.5-6.5zM11 13.5 20.5 4',
  reminder: 'M4.5 5h15v10.5H11l-4 4v-4H4.5zM8.5 9h7M8.5 12h4.5',
};

export function showPhase(phase) {
  text(byId('phase-name'), say(phase.name));
  each(byId('steps'), phase.steps, (step) => step.id, makeStep, updateStep);
}

function makeStep() {
  return el('li', {}, el('i', { 'aria-hidden': 'true' }), el('span', { class: 'step-name' }), el('span', { class: 'step-time' }));
}

function updateStep(node, step) {
  node.className = step.state.toLowerCase();
  if (step.state === 'RUNNING') {
    node.setAttribute('aria-current', 'step');
  } else {
    node.removeAttribute('aria-current');
  }
  text(node.children[1], say(step.name));
  text(node.children[2], step.state === 'WAITING' ? t('stepWAITING') : t('seconds', step.seconds.toFixed(1)));
  node.title = `${say(step.name)}: ${t('step' + step.state)}`;
}

export function showStops(stops) {
  each(byId('stops'), stops, (stop) => stop.id, makeStop, updateStop);
}

function makeStop(stop) {
  const icon = svg('svg', { viewBox: '0 0 24 24', 'aria-hidden': 'true' }, svg('path', { d: ICONS[stop.id] ?? ICONS.route }));
  return el('li', {},
    el('div', { class: 'node' }, icon),
    el('div', { class: 'what' },
      el('h3', {}),
      el('p', { class: 'count' }, el('b'), el('span')),
      el('p', { class: 'speed' }),
      el('div', { class: 'bar', role: 'progressbar' }, el('i')),
      el('ul', { class: 'details' })));
}

function updateStop(node, stop) {
  const [name, counter, speed, bar, details] = node.querySelector('.what').children;
  node.classList.toggle('busy', stop.rate > 0);
  node.classList.toggle('reached', stop.count > 0);
  text(name, say(stop.name));
  count(counter.firstChild, stop.count, number);
  text(counter.lastChild, say(stop.unit));
  text(speed, stop.rate > 0 ? t('perSecond', short(stop.rate)) : t('idle'));
  showBar(bar, stop);
  each(details, stop.details.map((detail, at) => ({ at, detail })), (item) => item.at,
    () => el('li'), (child, item) => text(child, say(item.detail)));
}

function showBar(bar, stop) {
  const share = stop.total > 0 ? Math.min(1, stop.done / stop.total) : 0;
  bar.classList.toggle('none', stop.total === 0);
  bar.classList.toggle('full', share === 1);
  bar.setAttribute('aria-valuemin', '0');
  bar.setAttribute('aria-valuemax', String(stop.total));
  bar.setAttribute('aria-valuenow', String(Math.min(stop.done, stop.total)));
  bar.setAttribute('aria-label', t('progress', say(stop.name), number(stop.done), number(stop.total)));
  bar.title = stop.total > 0 ? `${number(stop.done)} / ${number(stop.total)}` : '';
  bar.firstChild.style.transform = `scaleX(${share})`;
}
