// Where and when the conferences met.
const answer = await fetch("http://127.0.0.1:8000/tables/conferences.json");
if (!answer.ok) throw new Error(await answer.text());

for (const { name, start, places } of await answer.json()) {
  console.log([name, start ?? "no date", places ?? "no place"].join(" | "));
}
