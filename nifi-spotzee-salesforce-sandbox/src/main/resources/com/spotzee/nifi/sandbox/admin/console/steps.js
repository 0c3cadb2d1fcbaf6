/** What brings a trouble about or ends it: words for a button, and what it does. */
import {get, path, send} from './api.js';
import {useCalls} from './org.js';

const MANY = 200;

export const REVOKE = ['Revoke all tokens', () => send('DELETE', '/org/tokens')];
export const ACCEPT = ['Accept logins', () => send('POST', '/org/logins/accept')];
export const END_FAULTS = ['End all faults', () => send('DELETE', '/org/faults')];
export const USE_UP = ['Use the calls up', () => useCalls(1)];
export const USE_NONE = ['Use none', () => useCalls(0)];
export const MASS_UPDATE = [`Edit ${MANY} leads`, async () => {
  const {ids} = await get(`/org/Lead?${new URLSearchParams({where: 'IsConverted = false', limit: MANY})}`);
  for (const id of ids) {
    await send('PATCH', path('org', 'Lead', id), {Title: 'Captain'});
  }
}];

export function refuse(refusal) {
  return ['Refuse logins', () => send('POST', '/org/logins/refuse', {refusal})];
}

export function refuseUsers(code) {
  return ['Refuse 20 requests', () => send('POST', '/project/refusals', {code, times: 20})];
}

export function fault(label, body) {
  return [label, () => send('POST', '/org/faults', body)];
}

export function sight(label, field, what) {
  return [label, () => send('POST', path('org', 'Lead', 'fields', field, what))];
}

export function addField(name) {
  return [`Add Lead.${name}`, () => send('POST', '/org/Lead/fields', {name, type: 'string'})];
}

export function rename(from, to) {
  return [`Rename ${from} to ${to}`, () => send('POST', path('org', 'Lead', 'fields', from, 'rename'), {name: to})];
}

export function advance(label, duration) {
  return [label, () => send('POST', '/clock/advance', {duration})];
}
