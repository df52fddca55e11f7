// The button that copies a text. Without it the text can be marked and copied as any other.
for (const button of document.querySelectorAll("[data-copy]")) {
  const text = document.getElementById(button.dataset.copy);
  const status = document.querySelector("[data-copied]");
  button.hidden = false;
  button.addEventListener("click", async () => {
    text.select();
    try {
      await navigator.clipboard.writeText(text.value);
    } catch {
      document.execCommand("copy"); // where the browser lets no page reach the clipboard by itself
    }
    status.textContent = status.dataset.copied;
  });
}
