// What needs a person: held batches, quarantined rows, alerts.
import { byId, each, el, text } from './dom.js';
import { date, half, number, percent, say, t, time } from './words.js';

export function showAlerts(alerts) {
  each(byId('alerts'), alerts, (alert) => alert.what.en, () => el('li', {}, el('span'), el('time')), (node, alert) => {
    text(node.firstChild, say(alert.what));
    text(node.lastChild, t('since', time(alert.since)));
  });
}

let openBefore = '';

/** Alerts that need an office: late feeds, approvals that end, held batches. */
export function showOpen(open) {
  const now = document.documentElement.lang + JSON.stringify(open);
  if (now === openBefore) {
    return;
  }
  openBefore = now;
  text(byId('open-total'), number(open.total));
  byId('open-total').hidden = open.total === 0;
  byId('open').replaceChildren(open.newest.length === 0 ? empty('noOpen') : openTable(open.newest));
}

function openTable(alerts) {
  const columns = ['alert', 'subject', 'owner', 'detail', 'from'];
  return el('div', { class: 'scroll', tabindex: '0', role: 'region', 'aria-labelledby': 'open-title' },
    el('table', {},
      el('thead', {}, el('tr', {}, ...columns.map((column) => el('th', { scope: 'col' }, t(column))))),
      el('tbody', {}, ...alerts.map(openRow))));
}

function openRow(alert) {
  const cell = (label, ...content) => el('td', { 'data-label': t(label) }, ...content);
  return el('tr', {},
    cell('alert', el('code', { class: 'rule' }, say(alert.kind))),
    cell('subject', el('code', {}, alert.subject)),
    cell('owner', half(alert.owner)),
    cell('detail', say(alert.what)),
    cell('from', el('span', { class: 'muted' }, `${date(alert.since)} ${time(alert.since)}`)));
}

let heldBefore = '';

export function showHeld(held) {
  const now = document.documentElement.lang + JSON.stringify(held);
  if (now === heldBefore) {
    return;
  }
  heldBefore = now;
  byId('held').replaceChildren(...(held.length === 0 ? [empty('noHeld')] : held.map(heldCard)));
}

function heldCard(batch) {
  const share = batch.of > 0 ? Math.min(1, batch.withdraw / batch.of) : 0;
  const part = el('i');
  part.style.transform = `scaleX(${share})`;
  return el('article', { class: 'hold' },
    el('div', { class: 'row' },
      el('h3', {}, batch.file),
      el('p', { class: 'muted' }, `${batch.feed} · ${t('batch', batch.batch)} · ${date(batch.at)} ${time(batch.at)}`)),
    el('p', {}, say(batch.reason)),
    el('div', { class: 'bar warn', 'aria-hidden': 'true' }, part),
    el('p', { class: 'muted' }, `${t('withdraw', number(batch.withdraw), number(batch.of))} · ${percent(batch.withdraw, batch.of)}`));
}

let quarantineBefore = '';

export function showQuarantine(quarantine) {
  const now = document.documentElement.lang + JSON.stringify(quarantine);
  if (now === quarantineBefore) {
    return;
  }
  quarantineBefore = now;
  text(byId('quarantine-total'), number(quarantine.total));
  byId('quarantine-total').hidden = quarantine.total === 0;
  const rules = Object.entries(quarantine.byRule).sort((one, other) => other[1] - one[1]);
  byId('rules').replaceChildren(...rules.map(([rule, rows]) => el('li', {}, el('code', {}, rule), ` ${number(rows)}`)));
  byId('quarantine').replaceChildren(quarantine.recent.length === 0 ? empty('noQuarantine') : table(quarantine.recent));
}

function table(rows) {
  const columns = ['source', 'field', 'value', 'rule', 'fix'];
  return el('div', { class: 'scroll', tabindex: '0', role: 'region', 'aria-labelledby': 'quarantine-title' },
    el('table', {},
      el('thead', {}, el('tr', {}, ...columns.map((column) => el('th', { scope: 'col' }, t(column))))),
      el('tbody', {}, ...rows.map(row))));
}

function row(bad) {
  const cell = (label, ...content) => el('td', { 'data-label': t(label) }, ...content);
  return el('tr', {},
    cell('source', el('span', {}, bad.feed),
      el('span', { class: 'muted' }, `${t('batch', bad.batch)} · ${bad.part > 1 ? `${t('part', bad.part)} · ` : ''}${t('line', number(bad.line))}`)),
    cell('field', el('code', {}, bad.field)),
    cell('value', el('code', { class: 'bad' }, bad.masked)),
    cell('rule', el('code', { class: 'rule' }, bad.rule)),
    cell('fix', half(bad.fix)));
}

const empty = (key) => el('p', { class: 'empty' }, t(key));
