// The questions work without this. With it: the keys 1–5 choose, and the browser reads aloud.
const questions = document.querySelectorAll("[data-question]");

const choose = (question, number) => {
  const choice = question.querySelector(`input[type="radio"][value="${number}"]`);
  if (!choice) return;
  choice.checked = true;
  choice.focus();
  choice.dispatchEvent(new Event("change", { bubbles: true }));
};

const read = (question) => {
  const choices = [...question.querySelectorAll("label")].map((label) => label.textContent.trim());
  const words = new SpeechSynthesisUtterance([question.querySelector("[data-read]").textContent, ...choices].join(". "));
  words.lang = question.lang;
  speechSynthesis.speak(words);
};

for (const question of questions) {
  question.querySelector("[data-keys]").hidden = !window.matchMedia("(hover: hover)").matches;
  // A question that is alone needs no focus. Among others it does: the keys are for the one that has it.
  const listener = questions.length === 1 ? document : question;
  listener.addEventListener("keydown", (event) => {
    if (event.target.matches("textarea, input:not([type=radio])")) return;
    const isPlain = !event.ctrlKey && !event.altKey && !event.metaKey;
    if (isPlain && /^[1-5]$/.test(event.key)) {
      event.preventDefault();
      choose(question, event.key);
    }
  });
  if (!("speechSynthesis" in window)) continue;
  const button = question.querySelector("[data-read-aloud]");
  button.hidden = false;
  button.addEventListener("click", () => {
    const isReading = speechSynthesis.speaking;
    speechSynthesis.cancel();
    if (!isReading) read(question);
  });
}
window.addEventListener("pagehide", () => window.speechSynthesis?.cancel());
