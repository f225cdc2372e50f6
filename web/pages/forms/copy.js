// The button that copies a text. Without scripts the text can be selected.
"use strict";
for (const button of document.querySelectorAll("[data-copy]")) {
  const text = document.getElementById(button.dataset.copy);
  button.hidden = false;
  button.addEventListener("click", async () => {
    text.select();
    try {
      await navigator.clipboard.writeText(text.value);
    } catch {
      document.execCommand("copy"); // there is no clipboard API over plain http
    }
    button.textContent = button.dataset.done;
  });
}
