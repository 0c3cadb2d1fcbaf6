/** Fields of an object: hide, show, rename and add them. */
import {get, path, send} from './api.js';
import {el, headRow, show, table} from './dom.js';
import {action, choice, form, input} from './forms.js';

const OBJECTS = ['Lead', 'Contact', 'CampaignMember', 'Account', 'Campaign', 'User'];
const TYPES = ['string', 'boolean', 'picklist', 'multipicklist', 'email', 'phone', 'url', 'textarea', 'int', 'double', 'currency', 'percent', 'date',
  'datetime', 'encryptedstring'];

export async function section(start) {
  let object = start;
  let wanted = '';
  let described;
  const list = el('div');
  const draw = () => show(list, [described, wanted], ([found, text]) => build(found, text));
  const refresh = async () => {
    described = await get(path('org', object, 'fields'));
    draw();
  };
  const narrow = el('div', {class: 'bar'}, choice('Object', OBJECTS, {id: 'fields-object', onchange: async (event) => {
    object = event.target.value;
    await refresh();
  }}, object), input('Field', {id: 'fields-name', type: 'search', oninput: (event) => {
    wanted = event.target.value.toLowerCase();
    draw();
  }}, 'A part of its name'));
  return {section: el('section', {'aria-labelledby': 'fields'}, el('h3', {id: 'fields'}, 'Fields'), narrow, list, adding(() => object)), refresh};
}

function build({object, fields}, wanted) {
  const found = fields.filter((field) => field.name.toLowerCase().includes(wanted));
  return table(`Fields of ${object}`, [headRow('Field', 'Label', 'Type', 'API\'s user', 'Change')],
    found.map((field) => row(object, field)), {class: 'fields'});
}

function row(object, field) {
  const change = async (what, body) => send('POST', path('org', object, 'fields', field.name, what), body);
  const toggle = field.visible ? action('Hide', async () => {
    await change('hide');
    return `${object}.${field.name} is hidden by field-level security.`;
  }, {id: `toggle-${field.name}`, 'aria-label': `Hide ${field.name}`}) : action('Show', async () => {
    await change('show');
    return `${object}.${field.name} is visible again.`;
  }, {id: `toggle-${field.name}`, 'aria-label': `Show ${field.name}`});
  return el('tr', {}, el('th', {scope: 'row'}, field.name), el('td', {}, field.label), el('td', {}, field.type),
    el('td', {class: field.visible ? '' : 'warn'}, field.visible ? 'sees it' : 'does not see it'),
    el('td', {class: 'buttons'}, toggle, field.name.endsWith('__c') ? renaming(object, field, change) : null));
}

function renaming(object, field, change) {
  return form('Rename', async ({name}) => {
    await change('rename', {name});
    return `${object}.${field.name} is called ${name} now.`;
  }, input(`New name of ${field.name}`, {name: 'name', required: true, id: `rename-${field.name}`}, 'Ends in __c'));
}

function adding(object) {
  return el('details', {}, el('summary', {}, 'Add a custom field'), form('Add the field', async ({name, type, picklist}) => {
    const values = picklist.split(',').map((value) => value.trim()).filter(Boolean);
    await send('POST', path('org', object(), 'fields'), {name, type, ...(values.length === 0 ? {} : {picklist: values})});
    return `${object()}.${name} was added.`;
  }, input('Name', {name: 'name', id: 'new-field', required: true}, 'Ends in __c'), choice('Type', TYPES, {name: 'type', id: 'new-field-type'}),
  input('Values', {name: 'picklist', id: 'new-field-values'}, 'Of a picklist, with commas between them')));
}
