/** One person on both sides, with everything that can be done to the record. */
import {get, path} from './api.js';
import {el, headRow, moment, show, table, valueOf} from './dom.js';
import {nameOf, personLink, standing} from './people.js';
import {actions, editing} from './record-actions.js';

export async function open(region, parameters) {
  const [object, id] = [parameters.get('object'), parameters.get('id')];
  const address = path('people', object, id);
  const first = await get(address);
  const title = el('h2', {}, nameOf(first));
  const sides = el('section', {'aria-label': 'Both sides'});
  const buttons = el('section', {class: 'actions', 'aria-labelledby': 'actions-title'});
  const record = el('section', {'aria-label': 'The record'});
  region.append(el('p', {}, el('a', {href: `#people?object=${object}`}, `All ${object}s`)), title, sides, buttons);
  if (object !== 'CampaignMember') {
    region.append(editing(first, await get(path('org', object, id))));
  }
  region.append(record);
  const refresh = async () => {
    const person = await get(address);
    title.textContent = nameOf(person);
    show(sides, person, both);
    show(buttons, [nameOf(person), person.optedOut, person.deleted, person.visible],
      () => [el('h3', {id: 'actions-title'}, 'What people do in Salesforce'), ...actions(person)]);
    show(record, await get(path('org', object, id)), allFields);
  };
  await refresh();
  return {title: nameOf(first), refresh};
}

function both(person) {
  const state = [person.deleted ? 'in the recycle bin' : null, person.visible ? null : 'hidden from the API\'s user'].filter(Boolean).join(', ');
  return [
    el('p', {}, `${person.object} `, el('code', {}, person.id), `, last modified ${moment(person.modified)}${state ? `, ${state}` : ''}. `, standing(person)),
    ...(person.users.length === 0 ? [alone(person)] : person.users.flatMap(user)),
  ];
}

function alone(person) {
  return table('In Salesforce only', [headRow('Field', 'Salesforce')],
    Object.entries(person.record).map(([name, value]) => el('tr', {}, el('th', {scope: 'row'}, name), el('td', {}, valueOf(value)))));
}

function user(matched) {
  return [
    table(`User ${matched.externalId}`, [headRow('Salesforce field', 'Salesforce', 'Spotzee', 'User field', 'Compared')],
      matched.compared.map((field) => el('tr', {class: field.differs ? 'differs' : ''}, el('th', {scope: 'row'}, field.salesforce),
        el('td', {}, valueOf(field.salesforceValue)), el('td', {}, valueOf(field.spotzeeValue)), el('td', {}, field.spotzee),
        el('td', {}, field.differs ? '≠ differs' : 'same')))),
    el('p', {}, `Spotzee last heard of the user at ${moment(matched.updated)}. `,
      matched.mailable ? 'An e-mail reaches the user.' : 'No e-mail reaches the user.'),
    table('Subscriptions', [headRow('Subscription', 'Channel', 'State', 'Reached')], matched.subscriptions.map((subscription) => el('tr', {},
      el('th', {scope: 'row'}, subscription.name), el('td', {}, subscription.channel), el('td', {}, subscription.state),
      el('td', {}, subscription.reached ? 'yes' : 'no')))),
    el('details', {}, el('summary', {}, 'The user as Spotzee\'s API shows it'), el('pre', {tabindex: '0'}, JSON.stringify(matched.user, null, 2))),
  ];
}

function allFields(record) {
  const fields = Object.entries(record).filter(([name]) => name !== 'attributes');
  const text = (name, value) => {
    if (['LeadId', 'ContactId', 'ConvertedContactId'].includes(name) && value) {
      return el('a', {href: personLink(name === 'LeadId' ? 'Lead' : 'Contact', value)}, value);
    }
    return valueOf(value !== null && typeof value === 'object' ? JSON.stringify(value) : value);
  };
  return el('details', {open: record.attributes.type === 'CampaignMember'}, el('summary', {}, 'All fields the API\'s user can see'),
    table('Fields of the record', [headRow('Field', 'Value')],
      fields.map(([name, value]) => el('tr', {}, el('th', {scope: 'row'}, name), el('td', {}, text(name, value))))));
}
