// Opens the editor in place of the plain form: when asked to, or when the address carries a query.
const button = document.getElementById("open-editor");
const form = document.getElementById("query-form");
const place = document.getElementById("editor");
const settings = JSON.parse(document.getElementById("editor-settings").textContent);

async function open() {
  button.disabled = true;
  try {
    const style = document.createElement("link");
    style.rel = "stylesheet";
    style.href = settings.style;
    const ready = new Promise((resolve) => style.addEventListener("load", resolve, { once: true }));
    document.head.append(style);
    const [{ openEditor }] = await Promise.all([import(new URL(settings.script, document.baseURI)), ready]);
    place.hidden = false;
    await openEditor(place, {
      ...settings,
      endpoint: new URL(settings.endpoint, document.baseURI).href,
      vocabulary: new URL(settings.vocabulary, document.baseURI).href,
      query: form.elements.query.value,
      isExample: settings.isExample && !location.hash,
    });
    form.hidden = true;
    button.parentElement.hidden = true;
  } catch (error) {
    place.hidden = true;
    button.disabled = false;
    throw error;
  }
}

button.parentElement.hidden = false;
button.addEventListener("click", open);
if (location.hash.includes("query=")) {
  open();
}
