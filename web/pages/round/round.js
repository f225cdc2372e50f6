// Copies a reminder text. Without scripts, or when the browser refuses, the text can be selected.
(() => {
  "use strict";
  const copy = async (area) => {
    area.focus();
    area.select();
    if (navigator.clipboard) return navigator.clipboard.writeText(area.value);
    return document.execCommand("copy"); // there is no clipboard API over plain http
  };
  for (const button of document.querySelectorAll("button.copy")) {
    const word = button.textContent;
    button.hidden = false;
    button.addEventListener("click", async () => {
      await copy(document.getElementById(button.dataset.copy));
      button.textContent = button.dataset.done;
      setTimeout(() => { button.textContent = word; }, 2000);
    });
  }
})();
