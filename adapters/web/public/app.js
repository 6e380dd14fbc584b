// The script of the pages. The server renders all markup; this keeps the conversation going without reloading.
// Every address that comes back in `html` was escaped on the server (adapters/web/html.ts).

import { chosenFiles } from './chosen-files.js';
import { ownMessages } from './own-messages.js';

const chat = document.getElementById('chat');
if (chat) startChat(chat);
else showPassage();

/** Gives the cited passage the focus, or says that it is gone. */
function showPassage() {
  const show = () => {
    if (!location.hash.startsWith('#passage-')) return;
    const passage = document.getElementById(location.hash.slice(1));
    const gone = document.getElementById('passage-gone');
    if (gone) gone.hidden = passage !== null;
    (passage ?? gone)?.focus({ preventScroll: passage !== null });
  };
  show();
  addEventListener('hashchange', show);
}

/** A UUID, also where the page came over plain http and crypto.randomUUID is not there. */
function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

function startChat(root) {
  const wording = JSON.parse(root.dataset.wording);
  const limit = Number(root.dataset.limit);
  const tag = root.dataset.tag;
  const find = (id) => document.getElementById(id);
  const [scroller, log, status, connection] = ['scroll', 'log', 'status', 'connection'].map(find);
  const [form, box, send, problem, counter] = ['composer', 'text', 'send', 'problem', 'counter'].map(find);
  const sendLabel = send.textContent;
  const draftKey = `draft:${tag}`;
  root.classList.add('script');

  let lastSeq = Math.max(0, ...[...log.querySelectorAll('[data-seq]')].map((message) => Number(message.dataset.seq)));
  /** When the page was up to date, by the server's clock: what changed above since then is asked for. */
  let upToDateAt = Number(root.dataset.now);
  let stream = null;
  let failures = 0;
  let timer = 0;
  let over = false; // The conversation of this page has ended; only a reload helps.
  let sending = false;
  /** A message that is on its way: it keeps its id until the server has it. */
  let unsent = null;

  // --- The transcript -------------------------------------------------------------------------------------------

  /** True while the newest message is to stay in view: until the member scrolls up to read. */
  let following = true;
  let lastTop = 0;

  function atEnd() {
    return scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < 40;
  }

  scroller.addEventListener('scroll', () => {
    if (atEnd()) following = true;
    else if (scroller.scrollTop < lastTop) following = false;
    lastTop = scroller.scrollTop;
  });

  /** Before the member has said anything, the page is read from the top. */
  function talking() {
    return log.querySelector('.member') !== null;
  }

  function scrollTo(element, block) {
    if (!talking()) return;
    const calm = matchMedia('(prefers-reduced-motion: reduce)').matches;
    element.scrollIntoView({ block, behavior: calm ? 'auto' : 'smooth' });
  }

  function showEnd() {
    if (following && talking()) find('einde').scrollIntoView({ block: 'end' });
  }

  function fragment(html) {
    const template = document.createElement('template');
    template.innerHTML = html;
    return template.content;
  }

  function problemUnder(form, text) {
    pressProblem(form, text ?? wording.offline);
    if (text === null) offline();
  }

  const own = ownMessages({ log, box, request, fragment, problem: problemUnder, sent: () => expectChange() });
  const files = chosenFiles({
    root,
    wording,
    limits: JSON.parse(root.dataset.files),
    changed: () => edited(),
    refused: showProblem,
  });

  /** Says who reads what is typed, when it is not the desk. */
  function showAddressee(addressee) {
    const parts = [
      ['addressee', addressee?.line ?? ''],
      ['tagline', addressee?.tagline ?? wording.tagline],
      ['text-label', addressee ? wording.message : wording.question],
    ];
    for (const [id, text] of parts) if (find(id).textContent !== text) find(id).textContent = text;
    if (addressee) setStatus(false);
  }

  function showMessage(message) {
    if (message.seq <= lastSeq) return;
    lastSeq = message.seq;
    log.append(fragment(message.html));
    const shown = log.lastElementChild;
    if (message.author === 'member') find('examples')?.remove();
    setStatus(message.author === 'member');
    if (!following) return;
    // Of a long answer the beginning is read first.
    const covered = Number.parseFloat(getComputedStyle(scroller).scrollPaddingTop) || 0;
    const tall = message.author !== 'member' && shown.offsetHeight > scroller.clientHeight - covered - 40;
    scrollTo(tall ? shown : find('einde'), tall ? 'start' : 'end');
    following = !tall;
  }

  /** True when somebody at the other end of a ticket reads what is typed: then the desk searches nothing. */
  function withHuman() {
    return find('addressee').textContent !== '';
  }

  let statusTimer = 0;
  function setStatus(busy) {
    clearTimeout(statusTimer);
    const text = busy && !withHuman() ? wording.searching : '';
    if (status.textContent !== text) status.textContent = text;
    if (!busy) return;
    if (following) scrollTo(find('einde'), 'end');
    statusTimer = setTimeout(() => setStatus(false), 120_000);
  }

  // --- The connection -------------------------------------------------------------------------------------------

  function request(path, options = {}) {
    const headers = { 'X-Conversation': tag, ...options.headers };
    const patience = options.body instanceof FormData ? 170_000 : 20_000;
    return fetch(path, { ...options, headers, signal: AbortSignal.timeout(patience) });
  }

  /** Reads what is new, sends what waits, then listens. Comes back by itself after a failure. */
  async function connect() {
    clearTimeout(timer);
    if (over) return;
    try {
      let more = true;
      while (more) {
        const answer = await request(`/api/messages?after=${lastSeq}&since=${upToDateAt}`);
        if (!answer.ok) {
          await refused(answer);
          return;
        }
        const read = await answer.json();
        read.changed.forEach(own.show);
        read.messages.forEach(showMessage);
        showAddressee(read.addressee);
        if (!read.more) upToDateAt = read.now;
        more = read.more;
      }
      online();
      if (unsent) void deliver();
      listen();
    } catch {
      offline();
    }
  }

  function listen() {
    stream?.close();
    stream = new EventSource(`/api/events?after=${lastSeq}&since=${upToDateAt}&conversation=${tag}`);
    stream.addEventListener('open', () => {
      failures = 0;
    });
    stream.addEventListener('message', (event) => showMessage(JSON.parse(event.data)));
    stream.addEventListener('changed', (event) => {
      changes += 1;
      own.show(JSON.parse(event.data));
      showEnd();
    });
    stream.addEventListener('addressee', (event) => showAddressee(JSON.parse(event.data)));
    stream.addEventListener('typing', () => setStatus(true));
    stream.addEventListener('rated', (event) => showRating(JSON.parse(event.data), false));
    stream.addEventListener('error', () => {
      stream.close();
      later();
    });
    // A proxy that holds the stream back: then we ask now and then.
    const opening = stream;
    setTimeout(() => {
      if (stream !== opening || opening.readyState !== EventSource.CONNECTING) return;
      opening.close();
      later();
    }, 4_000);
  }

  /** Asks again after 1, 2, 4, … at most 15 seconds. */
  function later() {
    clearTimeout(timer);
    timer = setTimeout(connect, Math.min(15_000, 1_000 * 2 ** failures) * (0.8 + Math.random() * 0.4));
    failures += 1;
  }

  function offline() {
    connection.textContent = wording.offline;
    connection.dataset.state = 'offline';
    later();
  }

  function online() {
    if (connection.dataset.state !== 'offline') return;
    connection.dataset.state = 'online';
    connection.textContent = wording.online;
    setTimeout(() => {
      if (connection.dataset.state === 'online') connection.textContent = '';
    }, 4_000);
  }

  async function refused(answer) {
    const { error, code } = await answer.json().catch(() => ({}));
    if (code !== 'conversation_changed' && code !== 'no_session') {
      offline();
      return;
    }
    over = true;
    stream?.close();
    const reload = document.createElement('a');
    reload.href = '/';
    reload.textContent = wording.reload;
    connection.dataset.state = 'offline';
    connection.replaceChildren(`${error} `, reload);
  }

  // --- The question box -----------------------------------------------------------------------------------------

  function keepDraft() {
    try {
      const draft = { text: box.value, id: unsent?.id ?? null };
      if (box.value === '') sessionStorage.removeItem(draftKey);
      else sessionStorage.setItem(draftKey, JSON.stringify(draft));
    } catch {
      // A browser that stores nothing just forgets the draft.
    }
  }

  function restoreDraft() {
    try {
      const draft = JSON.parse(sessionStorage.getItem(draftKey) ?? 'null');
      if (!draft || box.value !== '') return;
      box.value = draft.text;
      if (draft.id) unsent = { id: draft.id, text: draft.text.trim(), files: files.all };
    } catch {
      // See keepDraft.
    }
  }

  function showProblem(text) {
    problem.textContent = text;
    if (text) box.setAttribute('aria-invalid', 'true');
    else box.removeAttribute('aria-invalid');
  }

  function resizeBox() {
    box.style.height = 'auto';
    box.style.height = `${box.scrollHeight + 2}px`;
  }

  function count() {
    const left = limit - box.value.trim().length;
    counter.textContent =
      left > limit / 10 ? '' : (left >= 0 ? wording.left : wording.over).replace('{n}', Math.abs(left));
    counter.dataset.over = String(left < 0);
  }

  function edited() {
    const same = unsent?.text === box.value.trim() && unsent.files === files.all;
    if (unsent && !same) {
      unsent = null; // Other words are another message.
      send.textContent = sendLabel;
      showProblem('');
    }
    if (!unsent) showProblem('');
    resizeBox();
    count();
    keepDraft();
  }

  function setSending(on) {
    sending = on;
    box.readOnly = on;
    send.textContent = on ? wording.sending : unsent ? wording.sendAgain : sendLabel;
    send.setAttribute('aria-disabled', String(on));
  }

  function submit() {
    if (sending) return;
    const text = box.value.trim();
    const empty = text === '' && files.all.length === 0;
    if (empty) showProblem(wording.empty);
    else if (text.length > limit) showProblem(wording.limit);
    if (empty || text.length > limit) {
      box.focus();
      return;
    }
    if (unsent?.text !== text || unsent.files !== files.all) unsent = { id: newId(), text, files: files.all };
    void deliver();
  }

  /** Sends what waits. The words stay in the box until the server has stored them. */
  async function deliver() {
    if (sending) return;
    if (over) {
      showProblem(connection.firstChild.textContent);
      return;
    }
    const seen = lastSeq;
    setSending(true);
    keepDraft();
    try {
      const answer = await request('/api/messages', { method: 'POST', ...bodyOf(unsent) });
      if (answer.ok) accepted(seen);
      else await notAccepted(answer);
    } catch {
      notSent(wording.waiting);
      offline();
    }
    keepDraft();
  }

  function bodyOf({ id, text, files: chosen }) {
    if (chosen.length === 0) {
      return { headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ id, text }) };
    }
    const body = new FormData();
    body.append('id', id);
    body.append('text', text);
    for (const file of chosen) body.append('files', file, file.name);
    return { body };
  }

  function accepted(seen) {
    const focused = document.activeElement === send || document.activeElement === box;
    unsent = null;
    box.value = '';
    files.clear();
    setSending(false);
    showProblem('');
    resizeBox();
    count();
    following = true;
    showEnd();
    if (focused) box.focus();
    expectNews(seen);
  }

  /** The stream brings what is new at once; one that fell asleep on the way is opened again. */
  function expectNews(seen) {
    setTimeout(() => {
      if (lastSeq === seen) void connect();
    }, 1_500);
  }

  let changes = 0;
  /** The same for a change of what is on the page. */
  function expectChange() {
    const seen = changes;
    setTimeout(() => {
      if (changes === seen) void connect();
    }, 1_500);
  }

  async function notAccepted(answer) {
    const { error, code } = await answer.json().catch(() => ({}));
    const again = answer.status >= 500;
    if (!again && answer.status !== 429) unsent = null; // The server will never take it as it is.
    notSent(error ?? wording.waiting);
    if (code === 'conversation_changed') connection.textContent = error;
    if (again) offline();
  }

  function notSent(text) {
    setSending(false);
    showProblem(text);
  }

  form.addEventListener('submit', (event) => {
    event.preventDefault();
    submit();
  });
  box.addEventListener('input', edited);
  box.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    submit();
  });

  // --- Everything else that can be pressed ----------------------------------------------------------------------

  find('examples')?.addEventListener('submit', (event) => {
    event.preventDefault();
    if (sending) return;
    box.value = event.submitter.value;
    edited();
    box.focus();
    submit();
  });

  find('new-conversation').addEventListener('submit', (event) => {
    const empty = log.querySelector('.member') === null;
    if (!empty && !confirm(event.target.dataset.confirm)) event.preventDefault();
    else sessionStorage.removeItem(draftKey);
  });

  log.addEventListener('submit', (event) => {
    event.preventDefault();
    if (event.target.matches('.edit')) own.edit(event.target);
    else if (event.target.matches('.take-back')) own.takeBack(event.target);
    else if (event.target.matches('.rating')) void rate(event.target, event.submitter);
    else void choose(event.target, event.submitter);
  });

  async function choose(form, pressed) {
    if (form.dataset.sending) return;
    form.dataset.sending = 'yes';
    const id = form.elements.namedItem('id');
    const seen = lastSeq;
    press(form, pressed);
    try {
      const answer = await request(`/api/messages/${form.dataset.choices}/choice`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ id: id.value, choice: Number(pressed.value) }),
      });
      if (!answer.ok) pressProblem(form, (await answer.json()).error);
      else {
        id.value = newId(); // The next press is another one.
        following = true;
        showEnd();
        expectNews(seen);
      }
    } catch {
      // The id stays: pressing again sends the same press.
      pressProblem(form, wording.offline);
      offline();
    }
    delete form.dataset.sending;
  }

  function press(form, pressed) {
    form.querySelector('[role="alert"]')?.remove();
    for (const button of form.querySelectorAll('button')) {
      button.setAttribute('aria-pressed', String(button === pressed));
    }
  }

  async function rate(rating, pressed) {
    const buttons = [...rating.querySelectorAll('button')];
    if (buttons.some((button) => button.disabled)) return;
    press(rating, pressed);
    try {
      const answer = await request(`/api/messages/${rating.dataset.rating}/rating`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ helpful: pressed.value === 'true' }),
      });
      const said = await answer.json();
      if (answer.ok) showRating(said, true);
      else pressProblem(rating, said.error);
    } catch {
      pressProblem(rating, wording.offline);
      offline();
    }
  }

  function showRating({ id, html }, own) {
    const old = log.querySelector(`[data-rating="${CSS.escape(id)}"]`);
    if (!old) return;
    const fresh = fragment(html).firstElementChild;
    if (old.textContent === fresh.textContent) return;
    const focused = own || old.contains(document.activeElement);
    old.replaceWith(fresh);
    if (focused) fresh.focus({ preventScroll: true });
  }

  function pressProblem(form, text) {
    for (const button of form.querySelectorAll('button')) button.removeAttribute('aria-pressed');
    const line = form.querySelector('[role="alert"]') ?? form.appendChild(document.createElement('p'));
    line.setAttribute('role', 'alert');
    line.className = 'problem';
    line.textContent = text;
  }

  addEventListener('online', connect);
  addEventListener('offline', () => {
    stream?.close();
    offline();
  });
  // A telephone that wakes up has often lost the stream without a word.
  document.addEventListener('visibilitychange', () => {
    if (!document.hidden) void connect();
  });

  restoreDraft();
  resizeBox();
  count();
  if (log.lastElementChild?.classList.contains('member')) setStatus(true);
  showEnd();
  // The keyboard comes up, the box grows: what was being read stays in view.
  new ResizeObserver(showEnd).observe(scroller);
  if (matchMedia('(hover: hover)').matches && !location.hash) box.focus({ preventScroll: true });
  void connect();
}
