/** Fields with labels, and buttons that say what they have done. */
import {el} from './dom.js';

let fields = 0;

/** A labelled input; attributes go to the input, hint below it. */
export function input(label, attributes = {}, hint = '') {
  return labelled(label, el('input', {type: 'text', autocomplete: 'off', spellcheck: 'false', ...attributes}), hint);
}

/** A labelled choice; options are values, or pairs of value and words. */
export function choice(label, options, attributes = {}, chosen = '') {
  const select = el('select', attributes, options.map((option) => {
    const [value, words] = Array.isArray(option) ? option : [option, option];
    return el('option', {value, selected: value === chosen}, words);
  }));
  return labelled(label, select, '');
}

function labelled(label, control, hint) {
  control.id ||= `field-${++fields}`;
  const note = hint ? el('small', {id: `${control.id}-hint`}, hint) : null;
  if (note) {
    control.setAttribute('aria-describedby', note.id);
  }
  return el('p', {class: 'field'}, el('label', {for: control.id}, label), control, note);
}

/** A button that carries something out; what it returns, or why it failed, is said. */
export function action(label, act, attributes = {}) {
  return el('button', {type: 'button', ...attributes, onclick: (event) => carryOut(event.currentTarget, act)}, label);
}

/** A form whose button carries something out with its values by name. */
export function form(label, act, ...children) {
  const submit = el('button', {type: 'submit'}, label);
  return el('form', {
    onsubmit: (event) => {
      event.preventDefault();
      const values = Object.fromEntries(new FormData(event.currentTarget));
      carryOut(submit, () => act(values, event.target));
    },
  }, ...children, submit);
}

/** Tells what has happened, also to those who only hear the page. */
export function say(text, failed = false) {
  const said = document.getElementById('said');
  said.className = failed ? 'failed' : 'done';
  said.textContent = text;
}

async function carryOut(button, act) {
  if (button.getAttribute('aria-busy') === 'true') {
    return;
  }
  button.setAttribute('aria-busy', 'true');
  try {
    const done = await act();
    if (done) {
      say(done);
    }
    document.dispatchEvent(new Event('changed'));
  } catch (problem) {
    say(problem.message, true);
  } finally {
    button.removeAttribute('aria-busy');
  }
}
