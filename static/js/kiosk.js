// A screen in the waiting room begins again by itself: nobody meets what the last person answered.
const { idle, start, ask, yes } = document.currentScript.dataset;
const isThanks = !document.querySelector("#answers");
const dialog = document.createElement("dialog");
let timer;

const begin = () => window.location.replace(start);

const wait = () => {
  clearTimeout(timer);
  timer = setTimeout(isThanks ? begin : question, idle * 1000);
};

const question = () => {
  dialog.showModal();
  timer = setTimeout(begin, 20000);
};

const button = Object.assign(document.createElement("button"), { className: "ds-button", textContent: yes });
const words = Object.assign(document.createElement("h2"), { textContent: ask, id: "still-here" });
dialog.className = "ds-dialog kiosk-question";
dialog.setAttribute("aria-labelledby", "still-here");
dialog.append(words, button);
document.body.append(dialog);
button.addEventListener("click", () => dialog.close());
dialog.addEventListener("close", wait);

for (const sign of ["pointerdown", "keydown", "input", "scroll"]) {
  document.addEventListener(sign, () => dialog.open || wait(), { passive: true });
}
// Back from the browser's memory, or filled in again by it: begin anew.
window.addEventListener("pageshow", (event) => event.persisted && begin());
wait();
