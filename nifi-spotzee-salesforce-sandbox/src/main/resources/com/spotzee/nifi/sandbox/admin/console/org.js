/** What administrators and time do to the whole org. */
import {get, send} from './api.js';
import {el, moment, number, show} from './dom.js';
import {action, choice, form, input} from './forms.js';
import * as fields from './fields.js';
import * as transactions from './transactions.js';

export async function open(region, parameters) {
  const clock = el('p', {class: 'figure'});
  const usage = el('p', {class: 'figure'});
  const [refusals, fieldList, late] = [await get('/org/logins'), await fields.section(parameters.get('object') ?? 'Lead'), transactions.section()];
  region.append(el('h2', {}, 'Org'), el('div', {class: 'columns'}, quota(usage), time(clock), logins(refusals), app(), permissions()),
    late.section, fieldList.section);
  const refresh = async () => {
    const [now, used] = await Promise.all([get('/clock'), get('/org/api-usage'), fieldList.refresh(), late.refresh()]);
    show(clock, now.now.slice(0, 19), (text) => `Both sides: ${moment(`${text}Z`)}`);
    show(usage, used, ({used: calls, max}) => `${number(calls)} of ${number(max)} calls used`);
  };
  await refresh();
  return {title: 'Org', refresh};
}

function part(id, title, ...children) {
  return el('section', {'aria-labelledby': id}, el('h3', {id}, title), ...children);
}

/** Pretends that a share of the daily calls, 0 to 1, is used. */
export async function useCalls(share) {
  const {max} = await get('/org/api-usage');
  await send('PUT', '/org/api-usage', {used: Math.floor(max * share), max});
}

function quota(usage) {
  return part('quota', 'Daily API calls', usage,
    el('p', {class: 'buttons'}, action('Use them up', async () => {
      await useCalls(1);
      return 'Used up: the org answers REQUEST_LIMIT_EXCEEDED.';
    }, {id: 'use-up'}), action('Use 95 %', async () => {
      await useCalls(0.95);
      return 'Less than 10 % are left: the health check tells.';
    }), action('Use none', async () => {
      await useCalls(0);
      return 'All calls are left again.';
    }, {id: 'use-none'})),
    form('Set', async ({used, max}) => {
      await send('PUT', '/org/api-usage', {used: Number(used), max: Number(max)});
      return `${used} of ${max} calls are used.`;
    }, input('Used', {name: 'used', type: 'number', min: '0', required: true, id: 'used'}),
    input('Allowed', {name: 'max', type: 'number', min: '1', required: true, id: 'max'})));
}

function time(clock) {
  const advance = async (duration) => {
    await send('POST', '/clock/advance', {duration});
    return `The clock of both sides moved by ${duration}.`;
  };
  return part('clock', 'Clock', clock, el('p', {}, 'Move it to see what a wrong clock, an old token or a stale sync does.'),
    el('p', {class: 'buttons'}, [['+10 minutes', 'PT10M'], ['+2 hours', 'PT2H'], ['+1 day', 'P1D'], ['−10 minutes', '-PT10M']]
      .map(([words, duration]) => action(words, () => advance(duration)))),
    form('Move', ({duration}) => advance(duration), input('Move by', {name: 'duration', id: 'duration', required: true}, 'An ISO 8601 duration such as PT90M')),
    form('Set the clock', async ({now}) => {
      await send('PUT', '/clock', {now});
      return `Both sides believe it is ${now}.`;
    }, input('Set to', {name: 'now', id: 'now', required: true}, 'Such as 2026-11-23T10:00:00Z')));
}

function logins({refusals}) {
  const rotation = async (on) => {
    await send('PUT', '/org/refresh-token-rotation', {on});
    return on ? 'Each refresh token now works once.' : 'Refresh tokens stay what they are.';
  };
  return part('logins', 'Tokens and logins',
    el('p', {class: 'buttons'}, action('Revoke all tokens', async () => {
      await send('DELETE', '/org/tokens');
      return 'Revoked: the next call of each client gets 401.';
    }, {id: 'revoke'}), action('Rotate refresh tokens', () => rotation(true)), action('Do not rotate', () => rotation(false))),
    form('Refuse logins', async ({refusal}) => {
      await send('POST', '/org/logins/refuse', {refusal});
      return `Every further login gets ${refusal}; revoke the tokens to see it at once.`;
    }, choice('Refuse with', refusals, {name: 'refusal', id: 'refusal'}, 'app_not_approved')),
    el('p', {class: 'buttons'}, action('Accept logins', async () => {
      await send('POST', '/org/logins/accept');
      return 'Logins work again.';
    }, {id: 'accept-logins'})));
}

function app() {
  const require = async (what, on) => {
    await send('PUT', '/org/app', {[what]: on});
    return `The app ${on ? 'asks' : 'no longer asks'} clients for ${what === 'secretRequired' ? 'its secret' : 'a proof key (PKCE)'}.`;
  };
  return part('app', 'The External Client App', form('Add the URL', async ({callbackUrl}) => {
    await send('PUT', '/org/app', {callbackUrl});
    return `${callbackUrl} was added.`;
  }, input('Callback URL', {name: 'callbackUrl', id: 'callback', required: true, type: 'url'})),
  el('p', {class: 'buttons'}, action('Ask for the secret', () => require('secretRequired', true)), action('Do not', () => require('secretRequired', false),
    {'aria-label': 'Do not ask for the secret'})),
  el('p', {class: 'buttons'}, action('Ask for a proof key', () => require('proofKeyRequired', true)), action('Do not', () => require('proofKeyRequired', false),
    {'aria-label': 'Do not ask for a proof key'})));
}

function permissions() {
  const permit = async (permitted) => {
    await send('PUT', '/org/encrypted-data', {permitted});
    return permitted ? 'Encrypted text can be read.' : 'Encrypted text is asterisks.';
  };
  return part('permissions', 'View Encrypted Data', el('p', {}, 'Without this permission fields of type encryptedstring are asterisks.'),
    el('p', {class: 'buttons'}, action('Give it', () => permit(true)), action('Take it away', () => permit(false))));
}
