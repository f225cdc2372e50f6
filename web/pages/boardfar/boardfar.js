// Turns the pages of the board that is read from 4 m away: every so many seconds, by the arrow keys and by buttons; the
// space bar pauses. The server draws the pages; without scripts each load of the page shows another of them.
(() => {
  "use strict";
  const main = document.getElementById("main"), nav = document.querySelector(".turning");
  const every = Number(main.dataset.every) * 1000;
  const pages = () => [...main.querySelectorAll(".rows")];
  let at = Math.max(0, pages().findIndex((p) => !p.hidden)), paused = false, timer = 0, quiet = 0;

  function show() {
    const all = pages();
    if (all.length) at = (at + all.length) % all.length;
    all.forEach((p, i) => { p.hidden = i !== at; p.classList.toggle("turned", i === at); });
  }

  function turn(by) {
    at += by;
    show();
    clearInterval(timer);
    if (!paused) timer = setInterval(() => { at += 1; show(); }, every);
  }

  function pause() {
    paused = !paused;
    const button = nav.querySelector('[data-turn="0"]');
    button.setAttribute("aria-pressed", String(paused));
    button.textContent = paused ? button.dataset.go : button.dataset.pause;
    main.classList.toggle("paused", paused);
    turn(0);
  }

  function seen() { // the buttons and the pointer go when it does not move
    document.body.classList.remove("idle");
    clearTimeout(quiet);
    quiet = setTimeout(() => document.body.classList.add("idle"), 4000);
  }

  nav.classList.add("works");
  nav.addEventListener("click", (event) => {
    const by = event.target.dataset.turn;
    if (by === "0") pause(); else if (by) turn(Number(by));
  });
  document.addEventListener("keydown", (event) => {
    if (event.target.closest("button, a")) return;
    if (event.key === " ") { event.preventDefault(); pause(); }
    if (event.key === "ArrowRight" || event.key === "PageDown") turn(1);
    if (event.key === "ArrowLeft" || event.key === "PageUp") turn(-1);
  });
  for (const kind of ["mousemove", "keydown", "touchstart"]) document.addEventListener(kind, seen);
  new MutationObserver(() => { if (pages().filter((p) => !p.hidden).length !== 1 || pages()[at]?.hidden) show(); })
    .observe(main, { childList: true }); // new figures came: the page that was shown stays
  turn(0);
  seen();
})();
