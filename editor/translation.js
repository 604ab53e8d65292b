// The packages speak English only: their words are replaced as soon as they appear, by those that the page brings.
const ATTRIBUTES = ["title", "aria-label", "placeholder"];
// What people have written, what the graph answers, and the names of tabs are left alone
const NOT_WORDS = ".CodeMirror, tbody, pre, input[type=text].name, .tabsList .tab";

export function translate(place, words) {
  const known = new Map(Object.entries(words));
  if (!known.size) {
    return;
  }
  const patterns = [...known].filter(([from]) => from.includes("{}")).map(([from, to]) => [pattern(from), to]);
  const said = (text) => known.get(text) ?? matching(patterns, known, text);
  const visit = (node) => replaceIn(node, said);
  visit(place);
  const observer = new MutationObserver((changes) => changes.forEach(({ type, target, addedNodes }) => {
    (type === "childList" ? [...addedNodes] : [target]).forEach(visit);
  }));
  observer.observe(place, { subtree: true, childList: true, characterData: true, attributeFilter: ATTRIBUTES });
}

function replaceIn(node, said) {
  if (node.nodeType === Node.TEXT_NODE) {
    replaceText(node, said);
    return;
  }
  if (node.nodeType !== Node.ELEMENT_NODE) {
    return;
  }
  const walker = document.createTreeWalker(node, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
  for (let at = walker.currentNode; at; at = walker.nextNode()) {
    at.nodeType === Node.TEXT_NODE ? replaceText(at, said) : replaceAttributes(at, said);
  }
}

function replaceText(node, said) {
  const text = node.data.trim();
  if (text && !node.parentElement?.closest(NOT_WORDS)) {
    const words = said(text);
    if (words !== undefined) {
      node.data = node.data.replace(text, () => words);
    }
  }
}

function replaceAttributes(element, said) {
  for (const attribute of ATTRIBUTES) {
    const words = element.hasAttribute(attribute) && !element.closest(".CodeMirror") ? said(element.getAttribute(attribute)) : undefined;
    if (words !== undefined) {
      element.setAttribute(attribute, words);
    }
  }
}

function pattern(text) {
  const parts = text.split("{}").map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`^${parts.join("(.+?)")}$`, "s");
}

function matching(patterns, known, text) {
  for (const [from, to] of patterns) {
    const found = from.exec(text);
    if (found) {
      let at = 0;
      return to.replace(/\{\}/g, () => shown(known.get(found[++at]) ?? found[at]));
    }
  }
  return undefined;
}

function shown(value) {
  return /^\d+\.\d+$/.test(value) ? Number(value).toLocaleString(document.documentElement.lang, { maximumFractionDigits: 3 }) : value;
}
