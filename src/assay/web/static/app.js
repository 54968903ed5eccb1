// Keyboard: j/k next and previous, o open, / search, g then a letter to go, ? help.
"use strict";

const typing = (target) => target.closest("input, textarea, select") !== null;
const PLACES = { o: "/", i: "/items", k: "/keys", f: "/failed" };
let going = false;

function links() {
  return [...document.querySelectorAll("#lines > li > a")];
}

function move(step) {
  const all = links();
  if (!all.length) return;
  const focused = all.indexOf(document.activeElement);
  const current = all.findIndex((link) => link.parentElement.classList.contains("current"));
  const from = focused >= 0 ? focused : current;
  const to = from < 0 ? 0 : from + step;
  if (to >= all.length) {
    document.getElementById("following")?.click();
    return;
  }
  const link = all[Math.max(0, to)];
  // Beside an open item the next one opens at once; in the bare list only the focus moves.
  if (document.body.classList.contains("reading")) {
    location.assign(link.href);
  } else {
    link.focus();
    link.scrollIntoView({ block: "nearest" });
  }
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (typing(event.target)) {
    if (event.key === "Escape") event.target.blur();
    return;
  }
  if (going) {
    going = false;
    if (PLACES[event.key]) location.assign(PLACES[event.key]);
    return;
  }
  const actions = {
    j: () => move(1),
    k: () => move(-1),
    o: () => {
      const all = links();
      (all.includes(document.activeElement) ? document.activeElement : all[0])?.click();
    },
    g: () => { going = true; },
    "/": () => { const box = document.getElementById("q"); box.focus(); box.select(); },
    "?": () => { const help = document.getElementById("help"); help.open ? help.close() : help.showModal(); },
  };
  if (actions[event.key]) {
    event.preventDefault();
    actions[event.key]();
  }
});

document.querySelector("#lines > li.current")?.scrollIntoView({ block: "nearest" });
