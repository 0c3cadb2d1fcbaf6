/** What goes wrong with requests. */
import {get, path, send} from './api.js';
import {el, headRow, number, show, table} from './dom.js';
import {action, choice, form, input} from './forms.js';

const USUAL = {status: '503', code: 'SERVER_UNAVAILABLE', message: 'Please wait a moment', bytes: '100', pause: 'PT0.1S', rows: '10', seed: '1', calls: '',
  retryAfter: '5', place: '0', user: ''};
const NUMBERS = ['status', 'bytes', 'rows', 'seed', 'calls', 'retryAfter', 'place', 'nth', 'times'];

const ORG = {side: 'org', id: 'fault', at: 'Salesforce', set: 'Set the fault', none: 'No fault is set.', fault: 'Fault', end: 'End fault', first: 'error',
  honest: 'The org is honest again.'};
const PROJECT = {side: 'project', id: 'project-fault', at: 'Spotzee', set: 'Set the fault at Spotzee', none: 'No fault is set at Spotzee.',
  fault: 'Spotzee\'s fault', end: 'End Spotzee\'s fault', first: 'unreachable', honest: 'Spotzee is honest again.'};

export async function open(region) {
  const [org, project] = [await column(ORG), await column(PROJECT)];
  project.section.append(refusing((await get('/project/refusals')).codes), key());
  region.append(el('h2', {}, 'Faults'), el('p', {}, 'Without a fault both sides are honest. docs/sandbox.md has a table of what each of them does.'),
    el('div', {class: 'columns wide'}, org.section, project.section));
  const refresh = () => Promise.all([org.refresh(), project.refresh()]);
  await refresh();
  return {title: 'Faults', refresh};
}

/** The faults of one side, and a form for another one. */
async function column(words) {
  const list = el('section', {'aria-label': `Faults at ${words.at} that are set`});
  const kinds = await get(path(words.side, 'fault-kinds'));
  return {
    section: el('section', {'aria-labelledby': `set-${words.id}`}, el('h3', {id: `set-${words.id}`}, `At ${words.at}`), list, setting(words, kinds)),
    refresh: async () => show(list, await get(path(words.side, 'faults')), (faults) => build(faults, words)),
  };
}

function build(faults, words) {
  if (faults.length === 0) {
    return el('p', {class: 'note'}, words.none);
  }
  const ending = (fault) => action('End', async () => {
    await send('DELETE', path(words.side, 'faults', fault.number));
    return `${words.fault} ${fault.number} is over.`;
  }, {id: `end-${words.id}-${fault.number}`, 'aria-label': `${words.end} ${fault.number}`});
  return [
    table(`Faults at ${words.at}`, [headRow('Number', 'End', 'Requests struck', 'What', 'When')], faults.map((fault) => el('tr', {},
      el('th', {scope: 'row'}, fault.number), el('td', {}, ending(fault)), el('td', {class: 'number'}, number(fault.struck)),
      el('td', {class: 'long'}, fault.fault), el('td', {class: 'long'}, fault.when)))),
    el('p', {class: 'buttons'}, action('End all', async () => {
      await send('DELETE', path(words.side, 'faults'));
      return words.honest;
    }, {id: `end-all-${words.side}`, 'aria-label': `End all faults at ${words.at}`})),
  ];
}

function setting(words, kinds) {
  const keys = el('div');
  const field = (key) => kinds.codes && key === 'code' ? choice(key, kinds.codes, {name: key, id: `${words.id}-${key}`}, 'rate_limited')
    : input(key, {name: key, id: `${words.id}-${key}`, value: USUAL[key]});
  const choose = (fault) => keys.replaceChildren(...kinds.faults[fault].map(field));
  choose(words.first);
  return form(words.set, async (values, element) => {
    const body = {fault: values.fault};
    const on = [...element.querySelectorAll('input[name=on]:checked')].map((box) => box.value);
    if (on.length > 0) {
      body.on = on;
    }
    for (const name of [...kinds.faults[values.fault], 'nth', 'times', 'path', 'about']) {
      if (values[name]) {
        body[name] = NUMBERS.includes(name) ? Number(values[name]) : values[name];
      }
    }
    const set = await send('POST', path(words.side, 'faults'), body);
    return `${words.fault} ${set.number} is set.`;
  }, choice('Fault', Object.keys(kinds.faults), {name: 'fault', id: words.id, onchange: (event) => choose(event.target.value)}, words.first), keys,
  kinds.on ? struck(kinds.on) : input('About', {name: 'about', id: `${words.id}-about`}, 'The external id of somebody in the request'),
  input('From the nth request on', {name: 'nth', type: 'number', min: '1', id: `${words.id}-nth`}),
  input('So many times', {name: 'times', type: 'number', min: '1', id: `${words.id}-times`}, 'Empty: no end'),
  input('Path', {name: 'path', id: `${words.id}-path`}, 'A regular expression found in path and query'));
}

function struck(kinds) {
  return el('fieldset', {}, el('legend', {}, 'Requests it strikes (none chosen: all)'), kinds.map((kind) => el('label', {class: 'box'},
    el('input', {type: 'checkbox', name: 'on', value: kind}), ` ${kind}`)));
}

function refusing(codes) {
  return form('Refuse requests', async ({code, times}) => {
    await send('POST', '/project/refusals', {code, times: Number(times)});
    return `The next ${times} requests to Spotzee get ${code}.`;
  }, choice('Code', codes, {name: 'code', id: 'refusal-code'}, 'service_unavailable'),
  input('So many requests', {name: 'times', type: 'number', min: '1', value: '5', required: true, id: 'refusal-times'}));
}

function key() {
  return el('p', {class: 'buttons'}, action('Replace the secret key', async () => {
    const {secretKey} = await send('POST', '/project/secret-key');
    return `The key is revoked. The new one, for the parameter Spotzee API Key in NiFi: ${secretKey}`;
  }));
}
