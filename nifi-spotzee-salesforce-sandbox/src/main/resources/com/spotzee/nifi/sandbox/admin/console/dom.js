/** Builds elements. Values become text or attributes, never markup. */

export function el(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith('on')) {
      element.addEventListener(key.slice(2), value);
    } else if (typeof value === 'boolean') {
      element.toggleAttribute(key, value);
    } else if (value !== undefined && value !== null) {
      element.setAttribute(key, value);
    }
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined).map((child) => child instanceof Node ? child : String(child)));
  return element;
}

/** Shows data in a region, only if it is other data than before; the focus stays where it was if its element has an id. */
export function show(region, data, build) {
  const print = JSON.stringify(data);
  if (region.print === print) {
    return;
  }
  region.print = print;
  const focused = region.contains(document.activeElement) ? document.activeElement.id : '';
  region.replaceChildren(...[build(data)].flat());
  if (focused) {
    document.getElementById(focused)?.focus();
  }
}

/** A table that can be scrolled sideways by keyboard too. */
export function table(caption, head, rows, attributes = {}) {
  return el('div', {class: 'scroll', role: 'region', 'aria-label': caption, tabindex: '0'},
    el('table', attributes, el('caption', {}, caption), el('thead', {}, ...head), el('tbody', {}, ...rows)));
}

export function headRow(...titles) {
  return el('tr', {}, titles.map((title) => el('th', {scope: 'col'}, title)));
}

/** A value, or a dash that is read as "empty". */
export function valueOf(value) {
  return value === null || value === undefined || value === '' ? el('span', {class: 'empty'}, el('span', {'aria-hidden': 'true'}, '–'),
    el('span', {class: 'hidden'}, 'empty')) : String(value);
}

export function number(value) {
  return value.toLocaleString('en');
}

/** A moment as date and time in UTC, as both sides write it. */
export function moment(text) {
  return text ? text.replace('T', ' ').replace(/(\.\d+)?Z$/, ' UTC') : null;
}

export function lasting(seconds) {
  if (seconds < 60) {
    return `${seconds} s`;
  }
  if (seconds < 3600) {
    return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
  }
  const hours = Math.floor(seconds / 3600);
  return hours < 48 ? `${hours} h ${Math.floor(seconds % 3600 / 60)} min` : `${Math.floor(hours / 24)} days`;
}
