/** What goes wrong with requests. */
import {get, path, send} from './api.js';
import {el, headRow, number, show, table} from './dom.js';
import {action, choice, form, input} from './forms.js';

const USUAL = {status: '503', code: 'SERVER_UNAVAILABLE', message: 'Please wait a moment', bytes: '100', pause: 'PT0.1S', rows: '10', seed: '1', calls: ''};
const NUMBERS = ['status', 'bytes', 'rows', 'seed', 'calls'];

export async function open(region) {
  const list = el('section', {'aria-label': 'Faults that are set'});
  const [kinds, refusals] = [await get('/org/fault-kinds'), await get('/project/refusals')];
  region.append(el('h2', {}, 'Faults'), el('p', {}, 'Without a fault both sides are honest. docs/sandbox.md has a table of what each of them does.'), list,
    el('div', {class: 'columns'}, salesforce(kinds), spotzee(refusals)));
  const refresh = async () => show(list, await get('/org/faults'), build);
  await refresh();
  return {title: 'Faults', refresh};
}

function build(faults) {
  if (faults.length === 0) {
    return el('p', {class: 'note'}, 'No fault is set.');
  }
  return [
    table('Faults that are set', [headRow('Number', 'What', 'When', 'Requests struck', 'End')], faults.map((fault) => el('tr', {},
      el('th', {scope: 'row'}, fault.number), el('td', {class: 'long'}, fault.fault), el('td', {class: 'long'}, fault.when),
      el('td', {class: 'number'}, number(fault.struck)), el('td', {}, action('End', async () => {
        await send('DELETE', path('org', 'faults', fault.number));
        return `Fault ${fault.number} is over.`;
      }, {id: `end-${fault.number}`, 'aria-label': `End fault ${fault.number}`}))))),
    el('p', {class: 'buttons'}, action('End all', async () => {
      await send('DELETE', '/org/faults');
      return 'The org is honest again.';
    }, {id: 'end-all'})),
  ];
}

function salesforce({faults, on}) {
  const keys = el('div');
  const choose = (fault) => keys.replaceChildren(...faults[fault].map((key) => input(key, {name: key, id: `fault-${key}`, value: USUAL[key]})));
  choose('error');
  return el('section', {'aria-labelledby': 'set-fault'}, el('h3', {id: 'set-fault'}, 'At Salesforce'), form('Set the fault', async (values, element) => {
    const body = {fault: values.fault, on: [...element.querySelectorAll('input[name=on]:checked')].map((box) => box.value)};
    for (const key of [...faults[values.fault], 'nth', 'times', 'path']) {
      if (values[key]) {
        body[key] = NUMBERS.includes(key) || ['nth', 'times'].includes(key) ? Number(values[key]) : values[key];
      }
    }
    const set = await send('POST', '/org/faults', body);
    return `Fault ${set.number} is set.`;
  }, choice('Fault', Object.keys(faults), {name: 'fault', id: 'fault', onchange: (event) => choose(event.target.value)}, 'error'), keys,
  el('fieldset', {}, el('legend', {}, 'Requests it strikes (none chosen: all)'), on.map((kind) => el('label', {class: 'box'},
    el('input', {type: 'checkbox', name: 'on', value: kind}), ` ${kind}`))),
  input('From the nth request on', {name: 'nth', type: 'number', min: '1', id: 'fault-nth'}),
  input('So many times', {name: 'times', type: 'number', min: '1', id: 'fault-times'}, 'Empty: no end'),
  input('Path', {name: 'path', id: 'fault-path'}, 'A regular expression found in path and query')));
}

function spotzee({codes}) {
  return el('section', {'aria-labelledby': 'set-refusal'}, el('h3', {id: 'set-refusal'}, 'At Spotzee'), form('Refuse requests', async ({code, times}) => {
    await send('POST', '/project/refusals', {code, times: Number(times)});
    return `The next ${times} requests to Spotzee get ${code}.`;
  }, choice('Code', codes, {name: 'code', id: 'refusal-code'}, 'service_unavailable'),
  input('So many requests', {name: 'times', type: 'number', min: '1', value: '5', required: true, id: 'refusal-times'})));
}
