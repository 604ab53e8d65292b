// Completion of prefixed names: the prepared prefixes and every term that the vocabulary labels.
const LABELLED = /^<([^>]+)> <http:\/\/www\.w3\.org\/2000\/01\/rdf-schema#label> /gm;
const MOST = 50;

export async function readTerms(vocabulary, prefixes) {
  const answer = await fetch(vocabulary);
  const text = answer.ok ? await answer.text() : "";
  const iris = new Set([...text.matchAll(LABELLED)].map((match) => match[1]));
  const names = [...iris].map((iri) => shortened(iri, prefixes)).filter(Boolean);
  return [...Object.keys(prefixes).map((prefix) => `${prefix}:`), ...names.sort()];
}

function shortened(iri, prefixes) {
  for (const [prefix, namespace] of Object.entries(prefixes)) {
    const local = iri.slice(namespace.length);
    if (iri.startsWith(namespace) && /^[A-Za-z][\w-]*$/.test(local)) {
      return `${prefix}:${local}`;
    }
  }
  return null;
}

export function termCompleter(terms) {
  return {
    name: "terms",
    bulk: false,
    autoShow: true,
    isValidCompletionPosition: (yasqe) => {
      const token = yasqe.getCompleteToken();
      return !["string", "comment"].includes(token.type) && /^[A-Za-z][\w-]*:?[\w-]*$/.test(token.string);
    },
    preProcessToken: (_yasqe, token) => ({ ...token, autocompletionString: token.string }),
    get: (_yasqe, token) => matching(terms, token.autocompletionString ?? token.string),
    postProcessSuggestion: (_yasqe, _token, suggestion) => suggestion,
  };
}

function matching(terms, written) {
  const text = written.toLowerCase();
  const begins = terms.filter((term) => term.toLowerCase().startsWith(text));
  const others = terms.filter((term) => !begins.includes(term) && term.toLowerCase().split(":")[1].startsWith(text));
  return [...begins, ...(text.includes(":") ? [] : others)].slice(0, MOST);
}
