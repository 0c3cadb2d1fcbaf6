/** What people and the system do to one record. */
import {path, send} from './api.js';
import {el} from './dom.js';
import {action, form, input} from './forms.js';
import {nameOf, personLink} from './people.js';

const FIELDS = [['FirstName', 'First name', 'firstName'], ['LastName', 'Last name', 'lastName'], ['Email', 'E-mail', 'email'], ['Phone', 'Phone', 'phone']];

/** Buttons for what fits the record's state. */
export function actions(person) {
  const {object, id} = person;
  const record = path('org', object, id);
  const post = (what, body) => send('POST', record + path(what), body);
  const sight = person.visible
    ? action('Hide from the API\'s user', async () => await post('hide') ?? 'Hidden: queries no longer show the record.', {id: 'hide'})
    : action('Show to the API\'s user', async () => await post('show') ?? 'Visible again.', {id: 'show'});
  if (person.deleted) {
    return [el('p', {class: 'buttons'}, action('Undelete', async () => {
      await post('undelete');
      return 'Brought back from the recycle bin.';
    }, {id: 'undelete'}), again(person))];
  }
  if (object === 'CampaignMember') {
    return [el('p', {}, 'A campaign member has the values of its lead or contact: open that to edit it or to opt it out.'),
      el('p', {class: 'buttons'}, action('Delete', () => remove(record, object), {id: 'delete'}), sight)];
  }
  const buttons = [optOut(person, record, post), action('Delete', () => remove(record, object), {id: 'delete'}), bounce(post), sight];
  return [el('p', {class: 'buttons'}, buttons), el('div', {class: 'columns'}, object === 'Lead' ? conversion(post) : null, merging(post, object))];
}

/** A form for the usual fields, as far as the API's user sees them, and for any other one. */
export function editing(person, fields) {
  const before = {...fields};
  const known = FIELDS.filter(([name]) => name in fields);
  const record = path('org', person.object, person.id);
  return el('details', {open: true}, el('summary', {}, 'Edit'), el('div', {class: 'bar'}, form('Save', async ({field, value, ...values}) => {
    const changed = Object.fromEntries(known.filter(([name]) => values[name] !== (before[name] ?? '')).map(([name]) => [name, values[name] || null]));
    if (field) {
      changed[field] = typed(value);
    }
    if (Object.keys(changed).length === 0) {
      return 'Nothing was changed.';
    }
    const saved = await send('PATCH', record, changed);
    Object.assign(before, saved);
    return `Saved: ${Object.keys(changed).join(', ')}. A sync will bring it to Spotzee.`;
  }, known.map(([name, label]) => input(label, {name, id: `edit-${name}`, value: before[name] ?? ''})),
  input('Another field', {name: 'field', id: 'edit-field'}, 'Its API name, such as Title'), input('Its value', {name: 'value', id: 'edit-value'}))));

  function typed(value) {
    return value === '' ? null : value === 'true' || value === 'false' ? value === 'true' : value;
  }
}

function optOut(person, record, post) {
  return person.optedOut ? action('Take the opt-out back', async () => {
    await send('PATCH', record, {HasOptedOutOfEmail: false});
    return `${nameOf(person)} is no longer opted out in Salesforce. Spotzee keeps its state: the plugin subscribes nobody.`;
  }, {id: 'opt-in'}) : action('Opt out', async () => {
    await post('opt-out');
    return `${nameOf(person)} has opted out in Salesforce.`;
  }, {id: 'opt-out'});
}

async function remove(record, object) {
  await send('DELETE', record);
  if (object === 'CampaignMember') {
    location.hash = 'people?object=CampaignMember';
    return 'Deleted for good: campaign members have no recycle bin.';
  }
  return 'Deleted: the record lies in the recycle bin.';
}

function again(person) {
  return action('Create again under a new id', async () => {
    const fields = Object.fromEntries(FIELDS.map(([name, , key]) => [name, person[key]]).filter(([, value]) => value));
    const record = await send('POST', path('org', person.object), person.object === 'Lead' ? {...fields, Company: 'Created again'} : fields);
    location.hash = personLink(person.object, record.Id);
    return `The same person is now ${record.Id}, and will be a second user in Spotzee.`;
  }, {id: 'again'});
}

function bounce(post) {
  return action('Bounce an e-mail', async () => {
    await post('bounce', {});
    return 'Bounced: only SystemModstamp moved, so nothing is behind.';
  }, {id: 'bounce'});
}

function conversion(post) {
  return form('Convert', async ({contact}) => {
    const made = await post('convert', contact ? {contact} : {});
    location.hash = personLink('Contact', made.contactId);
    return `Converted into contact ${made.contactId}. The lead is read-only now.`;
  }, input('Convert into contact', {name: 'contact', id: 'convert-contact'}, 'The id of a contact, or empty for a new one'));
}

function merging(post, object) {
  return form('Merge', async ({losers}) => {
    const ids = losers.split(/[\s,]+/).filter(Boolean);
    await post('merge', {losers: ids});
    return `Merged: ${ids.join(', ')} now lie in the recycle bin.`;
  }, input('Merge into this one', {name: 'losers', id: 'merge-losers', required: true}, `One or two ids of other ${object.toLowerCase()}s`));
}
