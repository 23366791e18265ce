// Line numbers, problems beside their lines, tabs and keys. Requests and answers are htmx's business.
"use strict";

const byId = (id) => document.getElementById(id);
const LINE = 20; // pixels; the same as in studio.css

const panes = ["policy", "cases"].map((name) => {
  const pane = byId(`pane-${name}`);
  return { name, pane, text: byId(name), gutter: pane.querySelector(".gutter"), notes: pane.querySelector(".notes") };
});

function element(tag, className, text) {
  const made = document.createElement(tag);
  made.className = className;
  made.textContent = text;
  return made;
}

function drawLines({ text, gutter }) {
  const count = text.value.split("\n").length;
  if (gutter.childElementCount === count) return;
  gutter.replaceChildren(...Array.from({ length: count }, (_, index) => element("div", "number", index + 1)));
}

function place({ text, gutter, notes }) {
  gutter.style.transform = `translateY(${-text.scrollTop}px)`;
  for (const note of notes.children) note.style.transform = `translateY(${note.dataset.top - text.scrollTop}px)`;
}

function problemsOf(name) {
  return [...document.querySelectorAll(`.problem[data-file="${name}"]`)];
}

function drawProblems(pane) {
  drawLines(pane);
  for (const number of pane.gutter.children) number.classList.remove("wrong");
  const byLine = Map.groupBy
    ? Map.groupBy(problemsOf(pane.name), (each) => Number(each.dataset.line))
    : problemsOf(pane.name).reduce((all, each) => {
        const line = Number(each.dataset.line);
        return all.set(line, [...(all.get(line) || []), each]);
      }, new Map());
  pane.notes.replaceChildren(
    ...[...byLine].map(([line, problems]) => {
      pane.gutter.children[line - 1]?.classList.add("wrong");
      const words = problems.map((each) => each.querySelector(".what").textContent).join(" · ");
      const note = element("button", "note", words);
      note.type = "button";
      note.tabIndex = -1; // the list of problems is the way for keys and screen readers
      note.title = words;
      note.setAttribute("aria-hidden", "true");
      note.dataset.top = (line - 1) * LINE;
      note.addEventListener("click", () => goTo(pane.name, line));
      return note;
    }),
  );
  place(pane);
}

function goTo(name, line) {
  select(byId(`tab-${name}`));
  const text = byId(name);
  const lines = text.value.split("\n");
  const start = lines.slice(0, line - 1).reduce((sum, each) => sum + each.length + 1, 0);
  text.focus();
  text.setSelectionRange(start, start + (lines[line - 1] || "").length);
  text.scrollTop = Math.max(0, (line - 6) * LINE);
}

function select(tab) {
  for (const other of tab.parentElement.children) {
    const chosen = other === tab;
    other.setAttribute("aria-selected", chosen);
    other.tabIndex = chosen ? 0 : -1;
    byId(other.getAttribute("aria-controls")).hidden = !chosen;
  }
  panes.forEach(drawProblems);
  refresh();
}

function refresh() {
  for (const name of ["sample", "examples", "difference"]) {
    if (!byId(name).hidden) htmx.trigger(byId(name), "refresh");
  }
}

document.addEventListener("click", (event) => {
  const problem = event.target.closest(".problem");
  if (problem) goTo(problem.dataset.file, Number(problem.dataset.line));
  const tab = event.target.closest('[role="tab"]');
  if (tab) select(tab);
});

document.addEventListener("keydown", (event) => {
  if ((event.ctrlKey || event.metaKey) && event.key === "s") {
    event.preventDefault();
    byId("save").click();
  }
  const tab = event.target.closest?.('[role="tab"]');
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (tab && step) {
    const tabs = [...tab.parentElement.children];
    const next = tabs[(tabs.indexOf(tab) + step + tabs.length) % tabs.length];
    select(next);
    next.focus();
  }
});

document.addEventListener("htmx:afterSettle", (event) => {
  if (event.detail.target.id !== "problems") return;
  panes.forEach(drawProblems);
  refresh();
});

addEventListener("beforeunload", (event) => {
  if (byId("status").dataset.saved === "no") event.preventDefault();
});

for (const pane of panes) {
  pane.text.addEventListener("input", () => drawLines(pane));
  pane.text.addEventListener("scroll", () => place(pane));
  drawLines(pane);
}
