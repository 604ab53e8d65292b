// What the packages leave to be done so that the editor can be used with the keyboard alone and with a screen reader.

// Tab leaves the field for the query, as it leaves every other; Ctrl-] and Ctrl-[ indent.
export function letTabLeave(Yasqe) {
  Object.assign(Yasqe.defaults.extraKeys, { Tab: false, "Shift-Tab": false });
}

// Names for controls that have none, also for those that come with another tab or another answer.
export function nameControls(place, words) {
  name(place, words);
  new MutationObserver(() => name(place, words)).observe(place, { childList: true, subtree: true });
}

function name(place, words) {
  const names = [[".yasqe .CodeMirror textarea", words.query], [".yasr_results .CodeMirror textarea", words.answer], [".tableSizer", words.pageSize]];
  for (const [selector, words] of names) {
    for (const control of place.querySelectorAll(`${selector}:not([aria-label])`)) {
      control.setAttribute("aria-label", words);
    }
  }
  for (const button of place.querySelectorAll(".tabsList .addTab:not([role])")) {
    button.setAttribute("role", "tab");
  }
  for (const head of place.querySelectorAll(".yasr_results th")) {
    if (head.textContent.trim() === "") {
      head.append("#");
    }
  }
}
