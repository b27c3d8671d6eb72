// Shows a vspPanel signup form where this script stands. No library, no cookie; what the server says becomes text, never HTML.
(() => {
  const here = document.currentScript;
  const page = here.src.replace(/\.js(\?.*)?$/, '');
  const host = document.createElement('div');
  here.after(host);
  const root = host.attachShadow({ mode: 'open' });
  const primes = Array.from({ length: 312 }, (_, n) => n).filter(
    (n) => n > 1 && !Array.from({ length: n - 2 }, (_, d) => d + 2).some((d) => n % d === 0),
  );
  /** FIPS 180-4 §4.2.2 and §5.3.3: the first 32 bits of the fractional parts of roots of the first primes. */
  const rounds = primes.map((prime) => Math.floor((Math.cbrt(prime) % 1) * 2 ** 32));
  const start = primes.slice(0, 8).map((prime) => Math.floor((Math.sqrt(prime) % 1) * 2 ** 32));
  /** A person needs longer than this; the server asks again when it was faster. */
  const readyAt = performance.now() + 2500;

  fetch(`${page}/form`, { headers: { accept: 'application/json' } })
    .then((answer) => (answer.ok ? answer.json() : Promise.reject(new Error(`the form answered ${answer.status}`))))
    .then(show)
    .catch((error) => {
      // This site may not embed the form, or it is closed: the hosted page says more.
      console.warn('signup form:', error);
      const link = make('a', { href: page });
      link.textContent = page;
      root.replaceChildren(link);
    });

  function show(form) {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`${form.css}:host{display:block;color:var(--text);font:16px/1.5 system-ui,sans-serif}`);
    root.adoptedStyleSheets = [sheet];
    host.lang = form.language;
    const heading = make('h2', {}, form.heading);
    const notice = make('p', { className: 'notice', hidden: true });
    notice.setAttribute('role', 'alert');
    const fields = make('div', { className: 'fields' });
    for (const spec of form.fields) fields.append(fieldOf(spec, form.words));
    const trap = trapOf(form);
    fields.append(trap);
    const button = make('button', { type: 'submit' }, form.words.send);
    const element = make('form', { noValidate: true });
    element.append(notice, fields, button);
    const card = make('div', { className: 'card' });
    card.append(heading, ...(form.intro ? [make('p', {}, form.intro)] : []), element);
    root.replaceChildren(card);

    let { token, bits } = form;
    let solving;
    const solve = () => {
      solving ??= solution(token, bits);
      return solving;
    };
    element.addEventListener('focusin', solve, { once: true });
    element.addEventListener('submit', async (event) => {
      event.preventDefault();
      if (button.disabled) return;
      button.disabled = true;
      try {
        const body = new URLSearchParams(new FormData(element));
        body.set(form.names.token, token);
        body.set(form.names.solution, await solve());
        await new Promise((done) => setTimeout(done, Math.max(0, readyAt - performance.now())));
        const answer = await (await fetch(page, { method: 'POST', body, headers: { accept: 'application/json' } })).json();
        if (answer.isTaken) return thank(card, answer);
        token = answer.token ?? token;
        bits = answer.bits ?? bits;
        solving = undefined;
        complain(notice, fields, answer);
        if (answer.isTrapShown) trap.className = 'wide';
      } catch (error) {
        console.warn('signup form:', error);
        complain(notice, fields, { notice: form.words.trouble, faults: [] });
      } finally {
        button.disabled = false;
      }
    });
  }

  function thank(card, { next, heading, text }) {
    if (next) return location.assign(next);
    const title = make('h2', { tabIndex: -1 }, heading);
    card.replaceChildren(title, make('p', {}, text));
    title.focus();
  }

  function complain(notice, fields, { notice: text, message, faults = [] }) {
    notice.textContent = text ?? message ?? '';
    notice.hidden = false;
    for (const old of fields.querySelectorAll('.fault')) old.remove();
    for (const control of fields.querySelectorAll('[name]')) {
      const fault = faults.find(({ field }) => field === control.name);
      control.setAttribute('aria-invalid', String(fault !== undefined));
      if (!fault) continue;
      const line = make('p', { className: 'fault', id: `e-${control.name}` }, fault.message);
      control.setAttribute('aria-describedby', line.id);
      control.after(line);
    }
    (fields.querySelector('[aria-invalid="true"]') ?? fields.querySelector('[name]')).focus();
  }

  function fieldOf(spec, words) {
    const box = make('div', {
      className: spec.type === 'area' || spec.type === 'email' || spec.name.startsWith('address') ? 'wide' : '',
    });
    const label = make('label', { htmlFor: `f-${spec.name}` }, `${spec.label} `);
    if (!spec.isRequired) label.append(make('small', {}, `(${words.optional})`));
    box.append(label, controlOf(spec, words));
    return box;
  }

  function controlOf({ name, type, isRequired, maxLength, autocomplete, options }, words) {
    const tag = { area: 'textarea', select: 'select' }[type] ?? 'input';
    const control = make(tag, { id: `f-${name}`, name, required: isRequired });
    if (autocomplete) control.autocomplete = autocomplete;
    if (tag === 'select')
      control.append(...[{ value: '', label: words.choose }, ...options].map((one) => new Option(one.label, one.value)));
    else control.maxLength = maxLength;
    if (tag === 'input') control.type = type;
    return control;
  }

  function trapOf({ names, words }) {
    const box = make('div', { className: 'trap' });
    const control = make('input', { id: `f-${names.trap}`, name: names.trap, autocomplete: 'off', tabIndex: -1 });
    box.append(make('label', { htmlFor: control.id }, words.leaveEmpty), control);
    return box;
  }

  function make(tag, properties, text) {
    const element = Object.assign(document.createElement(tag), properties);
    if (text !== undefined) element.textContent = text;
    return element;
  }

  /** The first number whose hash with the token begins with so many zero bits; lets the page breathe meanwhile. */
  async function solution(token, bits) {
    for (let number = 0; ; number += 1) {
      if (leadingZeros(sha256(`${token}.${number}`)) >= bits) return String(number);
      if (number % 500 === 499) await new Promise((done) => setTimeout(done));
    }
  }

  function leadingZeros(words) {
    const first = words.findIndex((word) => word !== 0);
    return first < 0 ? 256 : first * 32 + Math.clz32(words[first]);
  }

  /** FIPS 180-4 §6.2, for ASCII text. The browser's own is missing on pages without TLS. */
  function sha256(text) {
    const length = ((text.length + 72) >> 6) << 4;
    const blocks = new Uint32Array(length);
    for (let i = 0; i < text.length; i += 1) blocks[i >> 2] |= text.charCodeAt(i) << (24 - (i % 4) * 8);
    blocks[text.length >> 2] |= 0x80 << (24 - (text.length % 4) * 8);
    blocks[length - 1] = text.length * 8;
    const state = Uint32Array.from(start);
    const w = new Uint32Array(64);
    for (let at = 0; at < length; at += 16) {
      for (let i = 0; i < 64; i += 1)
        w[i] = i < 16 ? blocks[at + i] : w[i - 16] + s(w[i - 15], 7, 18, 3) + w[i - 7] + s(w[i - 2], 17, 19, 10);
      let [a, b, c, d, e, f, g, h] = state;
      for (let i = 0; i < 64; i += 1) {
        const one = (h + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + ((e & f) ^ (~e & g)) + rounds[i] + w[i]) | 0;
        const two = ((turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
        [h, g, f, e, d, c, b, a] = [g, f, e, (d + one) | 0, c, b, a, (one + two) | 0];
      }
      [a, b, c, d, e, f, g, h].forEach((value, i) => {
        state[i] += value;
      });
    }
    return [...state];
  }

  function turn(x, n) {
    return (x >>> n) | (x << (32 - n));
  }

  function s(x, a, b, shift) {
    return turn(x, a) ^ turn(x, b) ^ (x >>> shift);
  }
})();
