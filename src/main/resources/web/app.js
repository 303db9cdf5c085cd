// Listens to the hub and shows what it says; says so clearly when it hears nothing.
import { byId, text } from './dom.js';
import { draw, showCoverage } from './coverage.js';
import { showAlerts, showHeld, showOpen, showQuarantine } from './lists.js';
import { showPhase, showStops } from './path.js';
import { showMessages } from './phone.js';
import { date, say, t, time } from './words.js';

const SILENCE_MILLIS = 6000;
const LONGEST_PAUSE_MILLIS = 10000;

let status;
let source;
let heardAt = Date.now();
let connected = false;
let pause = 1000;
let touchedAt = Date.now();
let csrf;

function show() {
  showLink();
  if (!status) {
    return;
  }
  document.body.classList.remove('waiting');
  text(byId('place'), say(status.place));
  text(byId('clock'), `${date(status.now)} ${time(status.now)}`);
  showPhase(status.phase);
  showStops(status.stops);
  showCoverage(status.coverage, status.money);
  showMessages(status.messages, status.inDoubt);
  showOpen(status.open);
  showHeld(status.held);
  showQuarantine(status.quarantine);
  showAlerts(status.alerts);
}

function showLink() {
  const lost = !connected && Date.now() - heardAt > 2500;
  const stale = connected && status?.stale;
  const banner = byId('lost');
  byId('link').className = `link ${connected ? 'live' : lost ? 'lost' : ''}`;
  text(byId('link').lastChild, t(connected ? 'live' : lost ? 'lost' : 'connecting'));
  document.body.classList.toggle('lost', lost || Boolean(stale));
  banner.hidden = !(lost || stale);
  if (!banner.hidden) {
    text(banner, t(lost ? 'lostLong' : 'stale', status ? time(status.now) : t('never')));
  }
}

function connect() {
  source?.close();
  const stream = new EventSource('/api/events');
  source = stream;
  stream.addEventListener('status', (event) => heard(JSON.parse(event.data)));
  stream.addEventListener('signed-out', () => location.assign('/login'));
  stream.addEventListener('error', () => {
    connected = false;
    showLink();
    if (stream.readyState === EventSource.CLOSED) {
      retry();
    }
  });
}

function heard(now) {
  heardAt = Date.now();
  connected = true;
  pause = 1000;
  status = merged(now);
  show();
}

/** While the hub cannot count, the last numbers stay, marked as old, under its new alerts. */
function merged(now) {
  if (now.stops?.length || (now.stops && !status?.stops.length)) {
    return now;
  }
  return status && { ...status, alerts: now.alerts ?? status.alerts, stale: true };
}

async function retry() {
  source?.close();
  connected = false;
  setTimeout(async () => {
    pause = Math.min(LONGEST_PAUSE_MILLIS, pause * 2);
    if (await maySee()) {
      connect();
    } else {
      retry();
    }
  }, pause);
}

/** False while the hub does not answer; leaves for the sign-in page when it asks for that. */
async function maySee() {
  try {
    const answer = await fetch('/api/session', { cache: 'no-store' });
    if (answer.status === 401) {
      location.assign('/login');
    }
    if (answer.ok) {
      const session = await answer.json();
      csrf = session.csrf;
      byId('leave').hidden = !session.user;
      byId('leave').title = session.user ?? '';
    }
    return answer.ok;
  } catch {
    return false;
  }
}

/** A page that is merely open does not keep the session alive; somebody who uses it does. */
function touched() {
  if (csrf && Date.now() - touchedAt > 60000) {
    touchedAt = Date.now();
    maySee();
  }
}

byId('leave').addEventListener('click', async () => {
  await fetch('/logout', { method: 'POST', headers: { 'X-CSRF-Token': csrf } });
  location.assign('/login');
});
addEventListener('language', show);
addEventListener('pointerdown', touched);
addEventListener('keydown', touched);
new ResizeObserver(draw).observe(byId('chart'));
setInterval(() => {
  if (connected && Date.now() - heardAt > SILENCE_MILLIS) {
    retry();
  }
  showLink();
}, 1000);

show();
if (await maySee()) {
  connect();
} else {
  retry();
}
