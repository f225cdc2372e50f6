// On a phone, folds what is not needed at first sight. Without this script all stays open.
if (window.matchMedia("(max-width: 40rem)").matches) {
  for (const part of document.querySelectorAll("details[data-fold]")) part.open = false;
}
