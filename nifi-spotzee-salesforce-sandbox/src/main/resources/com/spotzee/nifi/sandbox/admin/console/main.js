/** Shows the part of the console that the address names, and keeps it fresh while somebody looks. */
import {get} from './api.js';
import {el, lasting, number, show} from './dom.js';
import {say} from './forms.js';
import * as overview from './overview.js';
import * as people from './people.js';
import * as person from './person.js';
import * as org from './org.js';
import * as faults from './faults.js';
import * as requests from './requests.js';
import * as tries from './try.js';

const PAUSE = 3000;
const parts = {overview, people, person, org, faults, requests, try: tries};
const main = document.getElementById('main');
let current = {refresh: async () => {}};
let at = '';
let shown = 0;
let quiet = false;
let refreshing = null;
let again = false;

/** The address after the hash: a part, and parameters as a query has them. */
function place() {
  const [name, query] = location.hash.slice(1).split('?');
  return {name: parts[name] ? name : 'overview', parameters: new URLSearchParams(query)};
}

async function open(byUser) {
  const turn = ++shown;
  const here = location.hash;
  const {name, parameters} = place();
  for (const link of document.querySelectorAll('nav a')) {
    const here = link.hash === `#${name}` || name === 'person' && link.hash === '#people';
    here ? link.setAttribute('aria-current', 'page') : link.removeAttribute('aria-current');
  }
  const region = el('div', {class: `part ${name}`});
  try {
    const opened = await parts[name].open(region, parameters);
    if (turn !== shown) {
      return;
    }
    [current, at] = [opened, here];
    document.title = `${opened.title} – Sandbox console`;
    main.replaceChildren(region);
    if (byUser) {
      scrollTo(0, 0);
      main.focus({preventScroll: true});
    }
    await refresh();
  } catch (problem) {
    main.replaceChildren(el('p', {class: 'note'}, problem.message));
    say(problem.message, true);
  }
}

/**
 * Brings the figures in the head and the part up to date: one time after the other, so that no older answer is shown over a newer one. Who asks meanwhile
 * waits for one more.
 */
function refresh() {
  again = true;
  refreshing ??= (async () => {
    document.body.toggleAttribute('data-refreshing', true);
    while (again) {
      again = false;
      await refreshOnce();
    }
    document.body.toggleAttribute('data-refreshing', false);
    refreshing = null;
  })();
  return refreshing;
}

/** Whether the page is on its way to another part: what the one before it shows may be gone. */
function leaving() {
  return location.hash !== at && location.hash !== '#main';
}

async function refreshOnce() {
  try {
    const comparison = await get('/comparison');
    show(document.getElementById('behind'), [comparison.behind, missing(comparison)], behind);
    if (leaving()) {
      return;
    }
    await current.refresh(comparison);
    if (quiet) {
      say('The sandbox answers again.');
    }
    quiet = false;
  } catch (problem) {
    if (!quiet) {
      say(problem.message, true);
    }
    quiet = true;
  }
}

function missing({objects}) {
  return objects.reduce((sum, object) => sum + object.missing, 0);
}

function behind([{people: waiting, seconds}, absent]) {
  const without = absent === 0 ? '' : `, ${number(absent)} not in Spotzee`;
  return waiting === 0 ? `No change waits${without}`
    : `Spotzee is behind with ${number(waiting)}, the oldest change waits for ${lasting(seconds)}${without}`;
}

async function keepFresh() {
  if (!document.hidden) {
    await refresh();
  }
  setTimeout(keepFresh, PAUSE);
}

addEventListener('hashchange', (event) => {
  if (new URL(event.newURL).hash !== '#main') {
    open(true);
  }
});
document.getElementById('skip').addEventListener('click', (event) => {
  event.preventDefault();
  main.focus();
});
document.addEventListener('changed', refresh);
open(false).then(() => setTimeout(keepFresh, PAUSE));
