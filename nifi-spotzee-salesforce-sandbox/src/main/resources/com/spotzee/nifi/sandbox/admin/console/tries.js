/** Each cause of trouble that can be brought about here: how, what to look for in NiFi, how to end it. Steps are words and what they do. */
import {send} from './api.js';
import {useCalls} from './org.js';

const REVOKE = ['Revoke all tokens', () => send('DELETE', '/org/tokens')];
const ACCEPT = ['Accept logins', () => send('POST', '/org/logins/accept')];
const END_FAULTS = ['End all faults', () => send('DELETE', '/org/faults')];

function refuse(refusal) {
  return ['Refuse logins', () => send('POST', '/org/logins/refuse', {refusal})];
}

function fault(label, body) {
  return [label, () => send('POST', '/org/faults', body)];
}

function field(label, name, what) {
  return [label, () => send('POST', `/org/Lead/fields/${name}/${what}`)];
}

const LOGIN = [
  {cause: 'The app is not approved in Salesforce', begin: [refuse('app_not_approved'), REVOKE], end: [ACCEPT],
    see: 'The credentials check and a bulletin ask to have the app approved.'},
  {cause: 'The user lacks API access', end: [END_FAULTS],
    begin: [fault('Refuse the API', {fault: 'error', status: 403, code: 'API_CURRENTLY_DISABLED',
      message: 'API is currently disabled for this user'})],
    see: 'The message asks for the permission API Enabled.'},
  {cause: 'The wrong environment', begin: [refuse('wrong_domain'), REVOKE], end: [ACCEPT],
    see: 'The message names production, sandbox and custom domain.'},
  {cause: 'Salesforce\'s session policy timed out', begin: [refuse('refresh_token_dead'), REVOKE], end: [ACCEPT],
    see: 'The message asks to sign in again and to reconnect. Revoked tokens alone heal by themselves: one login more.'},
];

const NOTHING = [
  {cause: 'Nothing has changed', text: 'Leave everything alone.', begin: [], end: [],
    see: 'sync_completed with zero records, and earlier entries that show updates.'},
  {cause: 'The user may not read the records', text: 'Hide somebody from the API\'s user on the person\'s page, then edit the person.', begin: [], end: [],
    see: 'The person stays behind, and no error tells: the org does not show the record to the API\'s user.', link: ['#people?object=Lead', 'Open the leads']},
  {cause: 'The modified date is stale', text: 'Bounce an e-mail on somebody\'s page: only SystemModstamp moves.', begin: [], end: [],
    see: 'A sync by LastModifiedDate leaves the person alone; a full re-sync reads everybody.', link: ['#people?object=Lead', 'Open the leads']},
];

const TWICE = [
  {cause: 'The person is both lead and contact', text: 'Convert a lead on its page.', begin: [], end: [],
    see: 'Two users in Spotzee, and a suspected double in the log.', link: ['#people?object=Lead', 'Open the leads']},
  {cause: 'The record was deleted and recreated with a new id', text: 'Delete somebody, then press Create again under a new id.', begin: [], end: [],
    see: 'The old user stays, and a new one comes.', link: ['#people?object=Contact', 'Open the contacts']},
];

const ENDLESS = [
  {cause: 'Salesforce\'s API limit is used up', begin: [['Use the calls up', () => useCalls(1)]], end: [['Use none', () => useCalls(0)]],
    see: 'The API limits check turns bad. The sync is cut short, never reported as completed, and goes on by itself.'},
  {cause: 'The network to the instance times out', begin: [fault('Stall queries', {fault: 'stall', on: ['query', 'next_page']})], end: [END_FAULTS],
    see: 'Retries at growing distances; the next run goes on where this one was.'},
  {cause: 'Salesforce is down', begin: [fault('Show a maintenance page', {fault: 'html', status: 503})], end: [END_FAULTS],
    see: 'The message quotes the status. After the end of the fault the sync goes on by itself.'},
];

const FIELDS = [
  {cause: 'A mapped field is no longer readable', begin: [field('Hide Lead.Phone', 'Phone', 'hide')], end: [field('Show it again', 'Phone', 'show')],
    see: 'The field mappings check names the row. When the field is back it is read again for everybody.'},
];

const OPT_OUT = [
  {cause: 'The opt-out field can\'t be read', begin: [field('Hide Lead.HasOptedOutOfEmail', 'HasOptedOutOfEmail', 'hide')],
    end: [field('Show it again', 'HasOptedOutOfEmail', 'show')], see: 'Leads are held, and the message asks for field-level security.'},
  {cause: 'No sync ran since the change', text: 'Stop the flow in NiFi, opt somebody out, and look at the overview.', begin: [], end: [],
    see: 'The overview counts the person under "Opted out, yet mailable" until the flow runs again.', link: ['#people?object=Lead', 'Open the leads']},
];

const REFUSED = [
  {cause: 'Spotzee is not available', end: [],
    begin: [['Refuse 20 requests', () => send('POST', '/project/refusals', {code: 'service_unavailable', times: 20})]],
    see: 'Users wait in the queue before PutSpotzeeUsers, in order, and arrive afterwards.'},
];

export const TRIES = [['OAuth fails', LOGIN], ['A sync brings nothing', NOTHING], ['The same person twice', TWICE], ['A sync never ends or fails', ENDLESS],
  ['Field not found', FIELDS], ['An opt-out does not arrive', OPT_OUT], ['Spotzee refuses', REFUSED]]
  .flatMap(([symptom, causes]) => causes.map((cause) => ({symptom, ...cause})));
