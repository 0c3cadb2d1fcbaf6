/** Troubles to bring about, one after the other. */
import {el} from './dom.js';
import {action} from './forms.js';
import {TRIES} from './tries.js';

export async function open(region) {
  region.append(el('h2', {}, 'Try what can go wrong'),
    el('p', {}, 'With the flow running (bin/demo), bring a trouble about, see what NiFi says, end it, and see everything heal. Each card is the entry of '
      + 'docs/troubleshooting.md with the same title: what NiFi says, how to be sure, how to cure it.'),
    el('div', {class: 'cards'}, TRIES.map(card)));
  return {title: 'Try', refresh: async () => {}};
}

function card({title, hand, see, begin = [], end = [], link}, index) {
  const id = `try-${index}`;
  const buttons = (steps, kind) => steps.map(([label, carryOut], at) => action(label, async () => {
    await carryOut();
    return `${label}: done.`;
  }, {id: `${id}-${kind}-${at}`, class: kind, 'aria-label': `${label} (${title})`}));
  return el('article', {'aria-labelledby': id}, el('h3', {id}, title),
    hand ? el('p', {}, el('strong', {}, 'By hand: '), hand) : null,
    el('p', {}, el('strong', {}, 'You see: '), see),
    el('p', {class: 'buttons'}, buttons(begin, 'begin'), buttons(end, 'end'), link ? el('a', {href: link[0]}, link[1]) : null));
}
