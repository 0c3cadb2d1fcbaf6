/** Edits that are stamped when they are made and seen later, as those of long transactions are. */
import {get, path, send} from './api.js';
import {el, headRow, moment, show, table} from './dom.js';
import {action, choice, form, input} from './forms.js';

export function section() {
  const list = el('div');
  const refresh = async () => show(list, await get('/org/transactions'), build);
  return {
    section: el('section', {'aria-labelledby': 'late'}, el('h3', {id: 'late'}, 'Late commits'),
      el('p', {}, 'A transaction holds edits that nobody sees until it is committed; their stamps then lie in the past.'),
      el('p', {class: 'buttons'}, action('Begin a transaction', async () => {
        const {number} = await send('POST', '/org/transactions');
        return `Transaction ${number} is open.`;
      }, {id: 'begin'})), list),
    refresh,
  };
}

function build(open) {
  return open.length === 0 ? el('p', {class: 'note'}, 'No transaction is open.')
    : table('Open transactions', [headRow('Number', 'Begun', 'Edit in it', 'End it')], open.map(row));
}

function row({number, begun}) {
  const end = (method, suffix, words) => async () => {
    await send(method, path('org', 'transactions', number) + suffix);
    return `Transaction ${number} was ${words}.`;
  };
  const edit = async ({object, id, field, value}) => {
    await send('POST', `${path('org', 'transactions', number)}/edits`, {object, ...(id ? {id} : {}), values: {[field]: value}});
    return `Transaction ${number} will set ${field}; it is seen when it is committed.`;
  };
  return el('tr', {}, el('th', {scope: 'row'}, number), el('td', {}, moment(begun)),
    el('td', {}, form('Edit', edit, choice('Object', ['Lead', 'Contact'], {name: 'object', id: `late-object-${number}`}),
      input('Id', {name: 'id', id: `late-id-${number}`}, 'Empty creates a record'),
      input('Field', {name: 'field', id: `late-field-${number}`, value: 'LastName', required: true}),
      input('Value', {name: 'value', id: `late-value-${number}`}))),
    el('td', {class: 'buttons'}, action('Commit', end('POST', '/commit', 'committed'), {id: `commit-${number}`}),
      action('Roll back', end('DELETE', '', 'rolled back'), {id: `roll-back-${number}`})));
}
