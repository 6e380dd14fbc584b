// Editing and taking back what one wrote, and showing what changed in a message that is on the page already.

/** Puts what differs in `fresh` into `shown`, part by part, so that a screen reader hears no more than that. */
function patch(shown, fresh) {
  const [old, wanted] = [[...shown.children], [...fresh.children]];
  for (const [place, part] of wanted.entries()) {
    if (!old[place]) shown.append(part);
    else if (old[place].outerHTML !== part.outerHTML) old[place].replaceWith(part);
  }
  for (const part of old.slice(wanted.length)) part.remove();
}

/**
 * @param request sends to the server, as `fetch` does
 * @param fragment makes nodes of markup
 * @param problem says under a form what went wrong
 * @param sent called when the server has taken a change; the page hears of it over its stream, like any other change
 */
export function ownMessages({ log, box, request, fragment, problem, sent }) {
  /** Markup for messages that are being edited: it is shown after that. */
  const waiting = new Map();

  function show({ seq, html }) {
    const shown = log.querySelector(`[data-seq="${CSS.escape(seq)}"]`);
    if (!shown) return;
    const fresh = fragment(html).firstElementChild;
    if (shown.querySelector('details[open] form') && !fresh.querySelector('.withdrawn')) {
      waiting.set(shown, { seq, html });
      return;
    }
    const summary = [...shown.querySelectorAll('.own summary')].indexOf(document.activeElement);
    const inside = shown.contains(document.activeElement);
    patch(shown, fresh);
    if (summary >= 0) shown.querySelectorAll('.own summary')[summary]?.focus();
    if (inside && !shown.contains(document.activeElement)) box.focus();
  }

  function close(details) {
    details.open = false;
    details.querySelector('summary').focus();
  }

  async function send(form, path, body) {
    if (form.dataset.sending) return;
    form.dataset.sending = 'yes';
    try {
      const answer = await request(path, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify(body),
      });
      if (answer.ok) {
        close(form.closest('details'));
        sent();
      } else problem(form, (await answer.json()).error);
    } catch {
      problem(form, null);
    }
    delete form.dataset.sending;
  }

  log.addEventListener('reset', (event) => close(event.target.closest('details')));
  log.addEventListener(
    'toggle',
    ({ target }) => {
      const message = target.closest('.message');
      if (!target.matches('.own details')) return;
      if (target.open) {
        target.scrollIntoView({ block: 'nearest' });
        target.querySelector('textarea')?.focus();
      } else if (waiting.has(message)) {
        const change = waiting.get(message);
        waiting.delete(message);
        show(change);
      }
    },
    true,
  );
  log.addEventListener('keydown', (event) => {
    const details = event.target.closest('.own details[open]');
    if (!details) return;
    if (event.key === 'Escape') details.querySelector('form').reset();
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing || !event.target.matches('textarea')) return;
    event.preventDefault();
    event.target.form.requestSubmit();
  });

  return {
    show,
    edit(form) {
      const textarea = form.querySelector('textarea');
      if (textarea.value.trim() === textarea.defaultValue.trim()) close(form.closest('details'));
      else void send(form, `/api/messages/${form.dataset.edit}/edit`, { text: textarea.value });
    },
    takeBack(form) {
      void send(form, `/api/messages/${form.dataset.takeBack}/take-back`, {});
    },
  };
}
