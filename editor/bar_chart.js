// A plugin of YASR that draws the first column of numbers as bars, named by the first other column.
const SVG = "http://www.w3.org/2000/svg";
const NUMBER = /^http:\/\/www\.w3\.org\/2001\/XMLSchema#(integer|decimal|double|float|int|long|nonNegativeInteger)$/;
const ROW = 26, NAMES = 280, BARS = 420, MOST = 200;

export class BarChart {
  static words;

  constructor(yasr) {
    this.yasr = yasr;
    this.priority = 5;
    this.label = BarChart.words.chart;
    this.hideFromSelection = false;
  }

  canHandleResults() {
    return this.columns() !== null;
  }

  columns() {
    const results = this.yasr.results;
    const bindings = results?.getBindings?.() ?? null;
    if (!bindings?.length) {
      return null;
    }
    const variables = results.getVariables();
    const isNumber = (variable) => bindings.every((row) => !row[variable] || NUMBER.test(row[variable].datatype ?? ""))
      && bindings.some((row) => row[variable]);
    const names = variables.find((variable) => !isNumber(variable)) ?? variables[0];
    const numbers = variables.find((variable) => variable !== names && isNumber(variable));
    return numbers ? { bindings, names, numbers } : null;
  }

  draw() {
    const { bindings, names, numbers } = this.columns();
    const rows = bindings.slice(0, MOST).map((row) => ({ name: shown(row[names]), number: Number(row[numbers]?.value ?? 0) }));
    const largest = Math.max(...rows.map((row) => Math.abs(row.number)), 1);
    const svg = element("svg", { viewBox: `0 0 ${NAMES + BARS + 80} ${rows.length * ROW}`, role: "img", class: "bars" });
    svg.append(titled(`${numbers} / ${names}`));
    rows.forEach((row, at) => svg.append(...bar(row, at * ROW, largest)));
    this.yasr.resultsEl.replaceChildren(svg);
  }

  getIcon() {
    const icon = element("svg", { viewBox: "0 0 16 16", "aria-hidden": "true" });
    icon.append(element("path", { d: "M1 2h9v3H1zM1 7h14v3H1zM1 12h6v3H1z" }));
    return icon;
  }
}

function bar(row, y, largest) {
  const width = (BARS * Math.abs(row.number)) / largest;
  const name = element("text", { x: NAMES - 8, y: y + 17, "text-anchor": "end" });
  name.textContent = row.name.length > 42 ? `${row.name.slice(0, 41)}…` : row.name;
  name.append(titled(row.name));
  const number = element("text", { x: NAMES + width + 6, y: y + 17 });
  number.textContent = String(row.number);
  return [name, element("rect", { x: NAMES, y: y + 3, width, height: ROW - 6 }), number];
}

function shown(term) {
  return term?.type === "uri" ? term.value.split(/[#/]/).pop() : (term?.value ?? "");
}

function titled(text) {
  const title = element("title", {});
  title.textContent = text;
  return title;
}

function element(name, attributes) {
  const made = document.createElementNS(SVG, name);
  Object.entries(attributes).forEach(([attribute, value]) => made.setAttribute(attribute, value));
  return made;
}
