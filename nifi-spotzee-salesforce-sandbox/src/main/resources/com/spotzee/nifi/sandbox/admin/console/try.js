/** Troubles to bring about, one after the other. */
import {el} from './dom.js';
import {action} from './forms.js';
import {TRIES} from './tries.js';

export async function open(region) {
  region.append(el('h2', {}, 'Try what can go wrong'),
    el('p', {}, 'With the flow running (bin/demo), bring a trouble about, see what NiFi says, end it, and see everything heal. Each one is an entry of '
      + 'docs/troubleshooting.md.'),
    el('div', {class: 'cards'}, TRIES.map(card)));
  return {title: 'Try', refresh: async () => {}};
}

function card(entry, index) {
  const id = `try-${index}`;
  return el('article', {'aria-labelledby': id}, el('p', {class: 'eyebrow'}, entry.symptom), el('h3', {id}, entry.cause),
    entry.text ? el('p', {}, entry.text) : null,
    el('p', {}, el('strong', {}, 'In NiFi: '), entry.see),
    el('p', {class: 'buttons'}, entry.begin.map((step, at) => button(step, entry, `${id}-begin-${at}`)),
      entry.end.map((step, at) => button(step, entry, `${id}-end-${at}`, 'calm')),
      entry.link ? el('a', {href: entry.link[0]}, entry.link[1]) : null));
}

function button([label, carryOut], entry, id, kind = '') {
  return action(label, async () => {
    await carryOut();
    return `${label}: done.`;
  }, {id, class: kind, 'aria-label': `${label} (${entry.cause})`});
}
