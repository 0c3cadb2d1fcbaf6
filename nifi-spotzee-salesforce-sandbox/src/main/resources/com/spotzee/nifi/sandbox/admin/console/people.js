/** People beside their users, page by page, with a search. */
import {get, path, send} from './api.js';
import {el, headRow, moment, show, table, valueOf} from './dom.js';
import {choice, form, input} from './forms.js';

export const OBJECTS = ['Lead', 'Contact', 'CampaignMember'];
const REST = 20;
const GROUPS = [['present', 'everybody'], ['behind', 'behind in Spotzee'], ['missing', 'not in Spotzee'], ['opted_out', 'opted out'],
  ['mailable_opt_out', 'opted out, yet mailable'], ['deleted', 'in the recycle bin']];

export async function open(region, parameters) {
  const object = parameters.get('object') ?? 'Lead';
  const only = parameters.get('only') ?? 'present';
  const search = parameters.get('search') ?? '';
  const list = el('section', {'aria-label': 'People found'});
  let [loaded, took] = [0, 0];
  const load = async () => {
    const began = performance.now();
    show(list, await get(`${path('people', object)}?${query(parameters)}`), (found) => build(found, parameters));
    loaded = performance.now();
    took = loaded - began;
  };
  region.append(el('h2', {}, 'People'), searchForm(object, only, search), list, creation());
  await load();
  // a search may have to look at everybody: what takes long is done again after a longer rest
  return {title: 'People', refresh: async () => performance.now() - loaded < took * REST ? undefined : load()};
}

function query(parameters) {
  const passed = ['only', 'search', 'after'].filter((key) => parameters.get(key)).map((key) => [key, parameters.get(key)]);
  return new URLSearchParams(passed);
}

function searchForm(object, only, search) {
  return el('div', {class: 'bar', role: 'search'}, form('Search', (values) => {
    location.hash = `people?${new URLSearchParams(values)}`;
  }, choice('Object', OBJECTS, {name: 'object', id: 'search-object'}, object), choice('Show', GROUPS, {name: 'only', id: 'search-only'}, only),
  input('Name, e-mail or id', {name: 'search', id: 'search-text', type: 'search', value: search})));
}

function build(found, parameters) {
  if (found.people.length === 0) {
    return el('p', {class: 'note'}, 'Nobody found.');
  }
  return [
    table(`${found.object}s in Salesforce beside users in Spotzee`, [
      el('tr', {}, el('td', {colspan: '2'}), el('th', {scope: 'colgroup', colspan: '4', class: 'group'}, 'Salesforce'),
        el('th', {scope: 'colgroup', colspan: '4', class: 'group'}, 'Spotzee')),
      headRow('Both sides', 'Mailable', 'Name', 'E-mail', 'Phone', 'Opted out', 'Name', 'E-mail', 'Phone', 'Unsubscribed'),
    ], found.people.map(row)),
    pages(found, parameters),
  ];
}

function row(person) {
  const [user] = person.users;
  const spotzee = (value, ...fields) => {
    const differs = fields.some((field) => user?.differing.includes(field));
    return el('td', {class: differs ? 'differs' : ''}, differs ? mark() : null, user ? valueOf(value) : valueOf(null));
  };
  return el('tr', {}, el('td', {}, standing(person)),
    // what matters most is not to be scrolled to
    el('td', {class: person.mailableThoughOptedOut ? 'bad' : ''}, person.users.length === 0 ? valueOf(null) : person.mailable ? 'yes' : 'no'),
    el('th', {scope: 'row'}, el('a', {href: personLink(person.object, person.id), id: `person-${person.id}`}, nameOf(person))),
    el('td', {}, valueOf(person.email)), el('td', {}, valueOf(person.phone)), el('td', {}, person.optedOut ? 'yes' : 'no'),
    spotzee(user && nameOf(user), 'FirstName', 'LastName'), spotzee(user?.email, 'Email'), spotzee(user?.phone, 'Phone, MobilePhone'),
    spotzee(user && (user.unsubscribed === 'true' ? 'yes' : 'no'), 'HasOptedOutOfEmail'));
}

function mark() {
  return el('abbr', {title: 'differs', class: 'mark'}, '≠');
}

/** How the two sides of a person stand to each other, in words. */
export function standing(person) {
  const words = {same: 'same', edited_since: 'edited since', differs: 'differs', missing: 'not in Spotzee'}[person.standing];
  const more = person.users.length > 1 ? `, ${person.users.length} users` : '';
  return el('span', {class: `standing ${person.standing}`}, person.deleted ? `deleted, ${person.users.length === 0 ? 'no user' : 'user stays'}` : words + more);
}

export function nameOf({firstName, lastName}) {
  return [firstName, lastName].filter(Boolean).join(' ') || '(no name)';
}

export function personLink(object, id) {
  return `#person?${new URLSearchParams({object, id})}`;
}

function pages(found, parameters) {
  const to = (after) => {
    const next = new URLSearchParams(parameters);
    after ? next.set('after', after) : next.delete('after');
    return `#people?${next}`;
  };
  return el('p', {class: 'pages'}, parameters.get('after') ? el('a', {href: to(''), id: 'first-page'}, 'First page') : null, ' ',
    found.next ? el('a', {href: to(found.next), id: 'next-page'}, 'Next page') : el('span', {}, 'That is all.'));
}

function creation() {
  return el('details', {}, el('summary', {}, 'Create somebody'), el('div', {class: 'bar'}, form('Create', async ({object, ...values}) => {
    const fields = Object.fromEntries(Object.entries(values).filter(([, value]) => value !== ''));
    if (object === 'Contact') {
      delete fields.Company;
    }
    const record = await send('POST', path('org', object), fields);
    location.hash = personLink(object, record.Id);
    return `${object} ${record.Id} was created at ${moment(record.CreatedDate)}.`;
  }, choice('Object', ['Lead', 'Contact'], {name: 'object', id: 'new-object'}), input('First name', {name: 'FirstName', id: 'new-first-name'}),
  input('Last name', {name: 'LastName', id: 'new-last-name', required: true}), input('E-mail', {name: 'Email', id: 'new-email'}),
  input('Phone', {name: 'Phone', id: 'new-phone'}), input('Company', {name: 'Company', id: 'new-company', value: 'Acme'}, 'Leads need one.'))));
}
