// The arrow keys turn to the story before and the next, and Escape closes. Without this the links do.
const KEYS = { ArrowLeft: "[rel=prev]", ArrowRight: "[rel=next]", Escape: "[data-close]" };

document.addEventListener("keydown", (event) => {
  if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
  document.querySelector(KEYS[event.key])?.click();
});
