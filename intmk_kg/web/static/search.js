// Suggestions while somebody writes, after the combobox pattern with a listbox popup
// (https://www.w3.org/WAI/ARIA/apg/patterns/combobox/). Without this script the form searches all the same.
"use strict";

const PAUSE_MILLISECONDS = 120;
const SHORTEST_TEXT = 2;

for (const input of document.querySelectorAll("input[data-suggestions]")) {
  addSuggestions(input);
}

function addSuggestions(input) {
  const list = document.createElement("ul");
  const status = document.createElement("div");
  list.id = `${input.id}-suggestions`;
  list.className = "suggestions";
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", input.dataset.name);
  status.className = "unseen";
  status.setAttribute("role", "status");
  input.after(list, status);
  // A search field may not be a combobox (https://www.w3.org/TR/html-aria/#el-input-search)
  input.type = "text";
  for (const [name, value] of [["role", "combobox"], ["aria-autocomplete", "list"], ["aria-expanded", "false"], ["aria-controls", list.id]]) {
    input.setAttribute(name, value);
  }

  let chosen = -1;
  let waiting = 0;
  let asking = null;

  function close() {
    list.hidden = true;
    list.replaceChildren();
    choose(-1);
    input.setAttribute("aria-expanded", "false");
  }

  function choose(place) {
    chosen = place;
    [...list.children].forEach((option, at) => option.setAttribute("aria-selected", String(at === place)));
    if (place < 0) {
      input.removeAttribute("aria-activedescendant");
    } else {
      input.setAttribute("aria-activedescendant", list.children[place].id);
      list.children[place].scrollIntoView({ block: "nearest" });
    }
  }

  function show(suggestions, address) {
    list.replaceChildren(...suggestions.map((suggestion, place) => optionFor(suggestion, place, address)));
    choose(-1);
    list.hidden = suggestions.length === 0;
    input.setAttribute("aria-expanded", String(suggestions.length > 0));
    const { none, one, many } = input.dataset;
    status.textContent = [none, one][suggestions.length] ?? many.replace("{}", suggestions.length);
  }

  function optionFor(suggestion, place, address) {
    const option = document.createElement("li");
    option.id = `${list.id}-${place}`;
    option.setAttribute("role", "option");
    option.setAttribute("aria-selected", "false");
    option.dataset.page = withLanguage(new URL(suggestion.page, address));
    const label = document.createElement("span");
    label.lang = suggestion.language;
    label.textContent = suggestion.label;
    if (suggestion.name) {
      const name = document.createElement("small");
      name.textContent = suggestion.name;
      label.append(name);
    }
    const kind = document.createElement("span");
    kind.className = "kind-of";
    kind.textContent = suggestion.class;
    option.append(label, " ", kind);
    return option;
  }

  function withLanguage(page) {
    const asked = new URLSearchParams(location.search).get("lang");
    if (asked) {
      page.searchParams.set("lang", asked);
    }
    return page.href;
  }

  async function ask() {
    asking?.abort();
    const text = input.value.trim();
    if (text.length < SHORTEST_TEXT) {
      close();
      status.textContent = "";
      return;
    }
    asking = new AbortController();
    const address = new URL(input.dataset.suggestions, document.baseURI);
    address.searchParams.set("q", input.value);
    address.searchParams.set("lang", document.documentElement.lang);
    try {
      const response = await fetch(address, { signal: asking.signal, headers: { Accept: "application/json" } });
      if (response.ok) {
        const { suggestions } = await response.json();
        if (document.activeElement === input) {
          show(suggestions, response.url);
        }
      }
    } catch {
      // Given up for a newer text, or the network is gone: the form still searches
    }
  }

  function askSoon() {
    clearTimeout(waiting);
    waiting = setTimeout(ask, PAUSE_MILLISECONDS);
  }

  function stop() {
    clearTimeout(waiting);
    asking?.abort();
    close();
  }

  function move(event, step) {
    const count = list.children.length;
    event.preventDefault();
    if (count === 0) {
      ask();
    } else {
      // One place more than there are options stands for the text itself
      choose(((chosen + 1 + step + count + 1) % (count + 1)) - 1);
    }
  }

  input.addEventListener("input", askSoon);
  input.addEventListener("blur", stop);
  input.form.addEventListener("submit", stop);
  input.addEventListener("keydown", (event) => {
    if (event.isComposing) {
      return;
    }
    if (event.key === "ArrowDown") {
      move(event, 1);
    } else if (event.key === "ArrowUp") {
      move(event, -1);
    } else if (event.key === "Escape" && !list.hidden) {
      event.preventDefault();
      stop();
    } else if (event.key === "Enter" && chosen >= 0) {
      event.preventDefault();
      location.assign(list.children[chosen].dataset.page);
    }
  });
  // The field keeps the focus while the mouse is pressed, so that the list stays until the click
  list.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const option = event.target.closest("[role=option]");
    if (option) {
      location.assign(option.dataset.page);
    }
  });
}
