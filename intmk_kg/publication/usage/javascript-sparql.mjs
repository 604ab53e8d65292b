// How often each Land presided. Runs in a browser and in Node 18 or newer.
const query = `
SELECT ?land (COUNT(DISTINCT ?presidency) AS ?presidencies) WHERE {
  ?presidency a intmk:Presidency ; org:member ?member .
  ?member a intmk:Land ; rdfs:label ?land .
  FILTER(LANG(?land) = "de")
}
GROUP BY ?land
ORDER BY DESC(?presidencies) ?land`;

const address = "http://127.0.0.1:8000/sparql?" + new URLSearchParams({ query });
const answer = await fetch(address, { headers: { Accept: "application/sparql-results+json" } });
if (!answer.ok) throw new Error(await answer.text());

for (const { land, presidencies } of (await answer.json()).results.bindings) {
  console.log(`${land.value}: ${presidencies.value}`);
}
