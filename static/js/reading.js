// The turned screen turns back with Esc or F2.
document.addEventListener("keydown", (event) => {
  const back = document.querySelector("[data-turn-back]");
  if (back && (event.key === "Escape" || event.key === "F2")) {
    event.preventDefault();
    location.assign(back.href);
  }
});
