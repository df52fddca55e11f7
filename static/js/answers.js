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

// The question that has the focus. Else the one that stands alone, or the first that waits for its answer: nobody's first key is lost.
const meant = (target) => {
  if (target.matches("textarea, input:not([type=radio])")) return null;
  const focused = target.closest("[data-question]");
  if (focused || questions.length === 1) return focused ?? questions[0];
  if (target.closest("a, button, input, summary, dialog")) return null;
  return [...questions].find((question) => !question.querySelector(":checked"));
};

document.addEventListener("keydown", (event) => {
  const isPlain = !event.ctrlKey && !event.altKey && !event.metaKey;
  const question = isPlain && /^[1-5]$/.test(event.key) && meant(event.target);
  if (!question) return;
  event.preventDefault();
  choose(question, event.key);
});

for (const question of questions) {
  question.querySelector("[data-keys]").hidden = !window.matchMedia("(hover: hover)").matches;
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
