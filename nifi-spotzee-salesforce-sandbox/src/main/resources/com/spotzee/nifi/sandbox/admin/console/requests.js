/** What each side was asked lately, newest first. */
import {get} from './api.js';
import {el, headRow, show, table} from './dom.js';

const MOST = 50;

export async function open(region) {
  const sides = [['org', 'Requests to Salesforce'], ['project', 'Requests to Spotzee']]
    .map(([side, title]) => ({side, title, list: el('section', {'aria-label': title})}));
  region.append(el('h2', {}, 'Requests'), el('p', {}, `The newest ${MOST} of each side, without credentials.`),
    el('div', {class: 'columns wide'}, sides.map(({list}) => list)));
  const refresh = async () => {
    await Promise.all(sides.map(async ({side, title, list}) => show(list, await get(`/${side}/requests?limit=${MOST}`), (requests) => build(title, requests))));
  };
  await refresh();
  return {title: 'Requests', refresh};
}

function build(title, requests) {
  return requests.length === 0 ? el('p', {class: 'note'}, `${title}: none yet.`)
    : table(title, [headRow('Time', 'Status', 'Request')], requests.reverse().map(row), {class: 'requests'});
}

function row({at, method, path, query, status}) {
  return el('tr', {}, el('td', {}, at.slice(11, 19)), el('td', {class: `number ${status >= 400 ? 'bad' : ''}`}, status || 'broken off'),
    el('td', {class: 'long'}, `${method} ${path}`, query ? el('small', {}, ` ${readable(query)}`) : null));
}

function readable(query) {
  try {
    return decodeURIComponent(query.replaceAll('+', ' '));
  } catch {
    return query;
  }
}
