/** Both sides in numbers. */
import {get} from './api.js';
import {el, headRow, moment, number, show, table} from './dom.js';

export async function open(region) {
  const figures = el('section', {'aria-labelledby': 'figures'}, el('p', {class: 'note'}, 'Everybody is being compared …'));
  region.append(
    el('h2', {id: 'figures'}, 'Both sides'), figures,
    explanation(),
    await connection());
  return {title: 'Overview', refresh: (comparison) => show(figures, comparison, build)};
}

function build(comparison) {
  return [
    table('People in Salesforce and users in Spotzee', [
      el('tr', {}, el('td', {}), group('Salesforce', 3), group('Spotzee', 2), group('What differs', 3)),
      headRow('Object', 'People', 'Opted out', 'In the recycle bin', 'Users', 'Mailable', 'Behind', 'Not in Spotzee', 'Opted out, yet mailable'),
    ], comparison.objects.map(row), {class: 'figures'}),
    el('p', {}, origin(comparison), ` Everybody was compared at ${moment(comparison.at)}, the sandbox's time.`),
  ];
}

function group(title, columns) {
  return el('th', {scope: 'colgroup', colspan: columns, class: 'group'}, title);
}

function row(object) {
  return el('tr', {}, el('th', {scope: 'row'}, link(object.object, 'present', object.object)),
    figure(object.people), cell(object, 'optedOut', 'opted_out'), cell(object, 'deleted', 'deleted'), figure(object.users), figure(object.mailable),
    cell(object, 'behind', 'behind', 'warn'), cell(object, 'missing', 'missing', 'warn'), cell(object, 'mailableOptOuts', 'mailable_opt_out', 'bad'));
}

function figure(value) {
  return el('td', {class: 'number'}, number(value));
}

function cell(object, key, only, mark = '') {
  const value = object[key];
  return el('td', {class: `number ${value > 0 ? mark : ''}`}, value === 0 ? '0' : link(object.object, only, number(value)));
}

function link(object, only, words) {
  return el('a', {href: `#people?${new URLSearchParams({object, only})}`, id: `of-${object}-${only}`}, words);
}

function origin({integrations, users, otherUsers}) {
  if (users === 0) {
    return 'Spotzee has no users yet: they arrive with the first sync.';
  }
  const from = integrations.length === 0 ? 'None of Spotzee\'s users came from Salesforce.'
    : `Users came by ${integrations.length === 1 ? 'the integration' : 'the integrations'} ${integrations.join(', ')}.`;
  return otherUsers === 0 ? from : `${from} ${number(otherUsers)} of ${number(users)} users belong to nobody who is in Salesforce now: `
    + 'their records were deleted, or they came from elsewhere.';
}

function explanation() {
  const terms = [
    ['Compared are', 'Email, Phone (else MobilePhone), FirstName, LastName and HasOptedOutOfEmail with the user\'s email, phone, first_name, last_name and '
      + 'unsubscribed, as the flow maps them unless you change it. The sandbox does not know yours; what you map otherwise shows as a '
      + 'difference. A telephone number is compared in the form in which Spotzee keeps it; one that Spotzee can\'t understand never '
      + 'arrives and counts as no difference.'],
    ['Who belongs to whom', 'A user belongs to the record whose id stands in the external id, sf_<integration>_<object>_<record id>.'],
    ['Behind', 'A value differs, or the record was edited in Salesforce after Spotzee last heard of the user. Who stays behind is kept out by '
      + 'a sync rule, or could not be sent: NiFi\'s log says which.'],
    ['Not in Spotzee', 'No user came from the record: not synced yet, kept out by a sync rule, or refused by Spotzee.'],
    ['Mailable', 'The user has an e-mail address and at least one subscription by e-mail that is not unsubscribed. An unset state counts as subscribed '
      + 'unless the subscription is public.'],
    ['Opted out, yet mailable', 'Must not last: the opt-out is bound to no subscription that reaches the person, or has not arrived yet.'],
  ];
  return el('section', {'aria-labelledby': 'meaning'}, el('h2', {id: 'meaning'}, 'What the numbers mean'),
    el('dl', {}, terms.flatMap(([term, meaning]) => [el('dt', {}, term), el('dd', {}, meaning)])));
}

async function connection() {
  const sides = await get('/connection');
  return el('details', {}, el('summary', {}, 'Addresses and credentials of the two sides'),
    el('p', {}, 'They open nothing but this sandbox.'),
    Object.entries(sides).map(([side, entries]) => el('div', {}, el('h3', {}, side === 'salesforce' ? 'Salesforce' : 'Spotzee'),
      el('dl', {class: 'values'}, Object.entries(entries).flatMap(([key, value]) => [el('dt', {}, key), el('dd', {}, el('code', {}, value))])))));
}
