// Small helpers over the DOM. Text is always set as text, never as markup.
const SVG = 'http://www.w3.org/2000/svg';

export const byId = (id) => document.getElementById(id);

export function el(tag, attributes = {}, ...children) {
  return fill(document.createElement(tag), attributes, children);
}

export function svg(tag, attributes = {}, ...children) {
  return fill(document.createElementNS(SVG, tag), attributes, children);
}

function fill(node, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== null) {
      node.setAttribute(name, value);
    }
  }
  node.append(...children.filter((child) => child !== undefined && child !== null));
  return node;
}

export function text(node, value) {
  if (node.textContent !== value) {
    node.textContent = value;
  }
}

/** Makes the list's children match the items by key: old ones are updated in place, so that nothing blinks. */
export function each(list, items, keyOf, make, update) {
  const old = new Map([...list.children].map((child) => [child.dataset.key, child]));
  let place = list.firstChild;
  for (const item of items) {
    const key = String(keyOf(item));
    let child = old.get(key);
    if (child) {
      old.delete(key);
    } else {
      child = make(item);
      child.dataset.key = key;
    }
    update(child, item);
    if (child === place) {
      place = place.nextSibling;
    } else {
      list.insertBefore(child, place);
    }
  }
  old.forEach((child) => child.remove());
}

const still = matchMedia('(prefers-reduced-motion: reduce)');
const running = new WeakMap();

/** Lets a number run from what is shown to what it is now. */
export function count(node, value, format) {
  const from = Number(node.dataset.value ?? value);
  const wanted = String(value);
  if (node.dataset.wanted === wanted && node.dataset.lang === document.documentElement.lang) {
    return;
  }
  node.dataset.wanted = wanted;
  node.dataset.lang = document.documentElement.lang;
  cancelAnimationFrame(running.get(node));
  if (still.matches || from === value || document.hidden) {
    node.dataset.value = wanted;
    text(node, format(value));
    return;
  }
  const start = performance.now();
  const step = (now) => {
    const part = Math.min(1, (now - start) / 700);
    const shown = Math.round(from + (value - from) * (1 - (1 - part) ** 3));
    node.dataset.value = String(shown);
    text(node, format(shown));
    if (part < 1) {
      running.set(node, requestAnimationFrame(step));
    }
  };
  running.set(node, requestAnimationFrame(step));
}
