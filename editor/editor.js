// YASGUI for this service: its endpoint, its prefixes, completion from its vocabulary, a chart; no other host is asked.
import { Yasgui } from "@zazuko/yasgui";
import "@zazuko/yasgui/build/yasgui.min.css";
import "./editor.css";
import { letTabLeave, nameControls } from "./accessibility.js";
import { BarChart } from "./bar_chart.js";
import { readTerms, termCompleter } from "./term_completer.js";
import { translate } from "./translation.js";

export async function openEditor(place, { endpoint, vocabulary, prefixes, query: asked, isExample, words, packageWords }) {
  const query = declared(asked, prefixes);
  // A prefix is declared as soon as its name is written; the packages would ask another host for that
  const declarations = Object.entries(prefixes).map(([prefix, namespace]) => `${prefix}: <${namespace}>`);
  Yasgui.Yasqe.forkAutocompleter("prefixes", { name: "our-prefixes", get: async () => declarations, persistenceId: null }, false);
  Yasgui.Yasqe.registerAutocompleter(termCompleter(await readTerms(vocabulary, prefixes)), false);
  // The list of a configuration is laid over this one item by item; the packages' own completers ask another host
  Yasgui.Yasqe.defaults.autocompleters = ["variables", "our-prefixes", "terms"];
  BarChart.words = words;
  letTabLeave(Yasgui.Yasqe);
  Yasgui.Yasr.registerPlugin("bars", BarChart, true);
  const editor = new Yasgui(place, {
    autofocus: true,
    copyEndpointOnNewTab: false,
    tabName: words.query,
    endpointCatalogueOptions: { getData: () => [{ endpoint }], keys: [], renderItem: () => {} },
    requestConfig: { endpoint, method: "GET" },
    yasqe: { value: query, prefixCcApi: null },
    yasr: { prefixes, pluginOrder: ["table", "bars", "response"], defaultPlugin: "table" },
  });
  nameControls(place, words);
  translate(place, packageWords);
  if (isExample) {
    // Tabs of an earlier visit stay; the example gets one of its own, unless one has it already
    const same = Object.values(editor._tabs).find((tab) => tab.persistentJson.yasqe.value === query);
    if (same) {
      editor.selectTabId(same.getId());
    } else {
      editor.addTab(true, { ...Yasgui.Tab.getDefaults(), yasqe: { value: query } });
    }
  }
  return editor;
}

// The query with declarations of the prefixes that it uses, so that it can be asked elsewhere, too.
function declared(query, prefixes) {
  const isUsed = ([prefix]) => new RegExp(`(?<![\\w<?$:-])${prefix}:`).test(query) && !new RegExp(`PREFIX\\s+${prefix}:`, "i").test(query);
  const lines = Object.entries(prefixes).filter(isUsed).map(([prefix, namespace]) => `PREFIX ${prefix}: <${namespace}>`);
  return [...lines, query].join("\n");
}
