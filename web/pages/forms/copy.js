// A button that copies a text. Without this the text is selected and copied by hand.
"use strict";
for (const button of document.querySelectorAll("[data-copy]")) {
  const text = document.getElementById(button.dataset.copy);
  button.hidden = false;
  button.addEventListener("click", async () => {
    text.select();
    try {
      await navigator.clipboard.writeText(text.value);
    } catch {
      document.execCommand("copy"); // a page that did not come by https has no clipboard
    }
    button.textContent = button.dataset.done;
  });
}
