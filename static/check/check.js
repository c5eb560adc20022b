/* The page around proof.js: takes a file or a text, shows each check and what the act says. Sends nothing. */
(() => {
  'use strict';

  const words = globalThis.tequioCheckWords;
  const tongues = Object.keys(words);
  const signs = { holds: '✓', fails: '✗', unknown: '?', absent: '–' };
  const byId = (id) => document.getElementById(id);

  let tongue =
    (navigator.languages ?? []).map((one) => one.slice(0, 2)).find((one) => tongues.includes(one)) ?? 'en';
  let shown = null;

  /** The words under `key`, with `{name}` replaced; undefined where there are none. */
  function find(key, values = {}) {
    return words[tongue][key]?.replaceAll(/\{(\w+)\}/g, (_, name) => String(values[name] ?? ''));
  }

  function say(key, values) {
    return find(key, values) ?? key;
  }

  function make(name, { className, ...attributes } = {}, ...children) {
    const element = document.createElement(name);
    if (className) element.className = className;
    for (const [attribute, value] of Object.entries(attributes)) element.setAttribute(attribute, value);
    element.append(...children);
    return element;
  }

  // ---- Checking ----

  /** True or false, or null where this browser cannot check Ed25519 (or only on a page opened securely). */
  async function verifyEd25519(key, signature, message) {
    const subtle = globalThis.crypto?.subtle;
    if (!subtle) return null;
    let publicKey;
    try {
      publicKey = await subtle.importKey('raw', key, 'Ed25519', false, ['verify']);
    } catch (error) {
      // What is no key at all is refused as data; everything else means that the algorithm is missing.
      return error.name === 'DataError' ? false : null;
    }
    return subtle.verify('Ed25519', publicKey, signature, message);
  }

  async function checkText(text) {
    clearResult();
    const key = byId('key').value.replaceAll(/\s/g, '').toLowerCase();
    const known = key === '' ? {} : { expectedKey: key };
    const report = await globalThis.tequioProof.check(text, { verifyEd25519, ...known });
    show({ report, isKeyKnown: key !== '' });
  }

  async function checkFile(file) {
    clearResult();
    try {
      await checkText(await file.text());
    } catch (error) {
      if (!(error instanceof DOMException)) throw error;
      show({ notice: 'unreadable' });
    }
  }

  function checkWhatIsThere() {
    const [file] = byId('file').files;
    const text = byId('text').value.trim();
    if (text) return checkText(text);
    if (file) return checkFile(file);
    return show({ notice: 'nothing' });
  }

  // ---- Showing ----

  function show(what) {
    shown = what;
    drawResult();
    byId('result').focus();
  }

  /** What was found of one proof must not stand, even for a moment, over the next one. */
  function clearResult() {
    shown = null;
    byId('result').hidden = true;
    byId('result').replaceChildren();
  }

  function drawResult() {
    const result = byId('result');
    result.hidden = shown === null;
    if (shown === null) return;
    const parts = shown.notice ? [make('p', { className: 'notice' }, say(shown.notice))] : drawReport(shown);
    result.replaceChildren(...parts);
  }

  function drawReport({ report, isKeyKnown }) {
    const { verdict, checks, leaf, fingerprint, bundle } = report;
    const parts = [make('h2', { className: `verdict ${verdict}` }, say(`verdict.${verdict}`))];
    if (verdict === 'fails') parts.push(make('p', {}, say('verdict.fails.do')));
    parts.push(
      make('h3', {}, say('checks')),
      make('ul', { className: 'checks' }, ...drawChecks(checks, isKeyKnown)),
    );
    if (leaf) parts.push(...drawAct(report));
    if (fingerprint) {
      const state = { size: number(bundle.head.size), at: moment(bundle.head.at) };
      parts.push(
        make('h3', {}, say('key')),
        make('p', {}, say('key.fingerprint')),
        make('p', { className: 'print' }, fingerprint.match(/.{4}/g).join(' ')),
        make('p', {}, say('key.compare')),
        make('p', {}, say('key.head', state)),
      );
    }
    return parts;
  }

  function drawChecks(checks, isKeyKnown) {
    return checks.map(({ check, result }) => {
      const known = check === 'key' && isKeyKnown ? find(`key.${result}.known`) : undefined;
      return make(
        'li',
        { className: result },
        make('span', { className: 'sign', 'aria-hidden': 'true' }, signs[result]),
        make('strong', {}, say(`result.${result}`)),
        make('span', {}, known ?? say(`${check}.${result}`)),
      );
    });
  }

  function drawAct({ leaf, bundle, personal, verdict }) {
    const rows = [
      [
        'act.command',
        make('span', {}, readable(leaf.command.split('.').pop()), ' ', make('code', {}, leaf.command)),
      ],
      ['act.org', make('code', {}, leaf.org)],
      ['act.actor', leaf.actor === null ? say('act.actor.nobody') : make('code', {}, leaf.actor)],
      ['act.at', make('time', { datetime: leaf.at }, moment(leaf.at))],
      ['act.channel', find(`channel.${leaf.channel}`) ?? leaf.channel],
      ['act.authority', authority(leaf.authority)],
      ['act.statutes', statutes(leaf.statutes)],
      ['act.place', place(bundle)],
      ['act.fact', drawValue(leaf.fact, '', personal, leaf.personal !== null)],
    ];
    const list = make('dl', { className: 'act' }, ...rows.flatMap(([word, value]) => row(say(word), value)));
    const caution = verdict === 'holds' ? [] : [make('p', { className: 'notice' }, say('act.if'))];
    return [make('h3', {}, say('act')), ...caution, list];
  }

  function row(term, value) {
    return [make('dt', {}, term), make('dd', {}, value)];
  }

  /** A recorded value as lists a person can read; what tells of people is put back where the file has it. */
  function drawValue(value, at, personal, mayBeErased) {
    if (personal && Object.hasOwn(personal, at)) return drawValue(personal[at], at, null, false);
    if (value === null) return say(mayBeErased && !personal ? 'act.erased' : 'act.nothing');
    if (typeof value === 'boolean') return say(value ? 'act.yes' : 'act.no');
    if (typeof value !== 'object') return String(value);
    const inside = (key, part) => drawValue(part, `${at}/${pointerStep(key)}`, personal, mayBeErased);
    if (Object.keys(value).length === 0) return say('act.nothing');
    if (Array.isArray(value)) {
      return make('ol', {}, ...value.map((part, index) => make('li', {}, inside(String(index), part))));
    }
    return make(
      'dl',
      {},
      ...Object.entries(value).flatMap(([key, part]) => row(readable(key), inside(key, part))),
    );
  }

  const pointerStep = (key) => key.replaceAll('~', '~0').replaceAll('/', '~1');

  /** `startsOn` and `hand_over` as words. */
  function readable(name) {
    return name
      .replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2')
      .replaceAll('_', ' ')
      .toLowerCase();
  }

  function authority({ by, ...values }) {
    const told = Object.fromEntries(
      Object.entries(values).map(([name, value]) => [name, [value].flat().join(', ')]),
    );
    return find(`authority.${by}`, told) ?? say('authority.other', { by });
  }

  function statutes(version) {
    return version === null ? say('act.statutes.none') : say('act.statutes.version', { version });
  }

  function place({ position, head }) {
    return say('act.place.of', { place: number(position + 1), size: number(head.size) });
  }

  function number(value) {
    return new Intl.NumberFormat(say('formats')).format(value);
  }

  function moment(iso) {
    const date = new Date(iso);
    if (Number.isNaN(date.getTime())) return iso;
    return new Intl.DateTimeFormat(say('formats'), { dateStyle: 'full', timeStyle: 'long' }).format(date);
  }

  // ---- The page itself ----

  function drawPage() {
    document.documentElement.lang = tongue;
    document.title = `${say('title')} · tequio`;
    for (const element of document.querySelectorAll('[data-word]'))
      element.textContent = say(element.dataset.word);
    byId('tongues').setAttribute('aria-label', say('tongues'));
    for (const button of byId('tongues').children) {
      button.setAttribute('aria-pressed', String(button.lang === tongue));
    }
    drawResult();
  }

  for (const one of tongues) {
    const button = make('button', { type: 'button', lang: one }, words[one].language);
    button.addEventListener('click', () => {
      tongue = one;
      drawPage();
    });
    byId('tongues').append(button);
  }
  byId('form').addEventListener('submit', (event) => {
    event.preventDefault();
    void checkWhatIsThere();
  });
  byId('file').addEventListener('change', () => {
    byId('text').value = '';
    if (byId('file').files.length > 0) void checkWhatIsThere();
  });
  document.addEventListener('dragover', (event) => event.preventDefault());
  document.addEventListener('drop', (event) => {
    event.preventDefault();
    const [file] = event.dataTransfer.files;
    if (file) void checkFile(file);
  });
  drawPage();
})();
