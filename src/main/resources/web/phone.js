// Reminder messages as a phone shows them.
import { byId, each, el, svg, text } from './dom.js';
import { date, number, t, time } from './words.js';

const TICKS = {
  PLANNED: 'M12 7v5l3 2M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17z',
  SENDING: 'M12 7v5l3 2M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17z',
  ACCEPTED: 'M5.5 12.5 10 17l8.5-9.5',
  DELIVERED: 'M2.5 12.5 7 17l8.5-9.5M11 16l1 1 8.5-9.5',
  FAILED: 'M6.5 6.5l11 11M17.5 6.5l-11 11',
  IN_DOUBT: 'M8.8 9a3.3 3.3 0 1 1 4.7 3.1c-1 .5-1.5 1.1-1.5 2.3M12 17.8v.2',
};

export function showMessages(messages, inDoubt) {
  const list = byId('messages');
  const tally = byId('tally');
  text(tally, inDoubt > 0 ? t('tally', number(inDoubt)) : '');
  tally.hidden = inDoubt === 0;
  const shown = messages.length > 0 ? messages : [{ id: 'none' }];
  each(list, shown, (message) => message.id, make, update);
}

function make(message) {
  if (message.id === 'none') {
    return el('li', { class: 'empty' });
  }
  return el('li', {},
    el('p', { class: 'who' }),
    el('p', { class: 'bubble', lang: 'zh-CN' }),
    el('p', { class: 'state' },
      svg('svg', { viewBox: '0 0 24 24', 'aria-hidden': 'true' }, svg('path')),
      el('span')));
}

function update(node, message) {
  if (message.id === 'none') {
    text(node, t('noMessages'));
    return;
  }
  const [who, bubble, state] = node.children;
  node.className = message.state.toLowerCase().replace('_', '-');
  text(who, `${t('to', message.phone)} · ${time(message.at)}`);
  who.title = date(message.at);
  showText(bubble, message.text);
  state.querySelector('path').setAttribute('d', TICKS[message.state] ?? '');
  text(state.lastChild, t(message.state));
}

function showText(bubble, body) {
  if (bubble.textContent === body) {
    return;
  }
  const signature = /^【[^】]{1,20}】/.exec(body)?.[0] ?? '';
  bubble.replaceChildren(el('b', {}, signature), body.slice(signature.length));
}
