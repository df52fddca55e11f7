// Fast keying: a digit leads to the next field, Backspace in an empty one to the last. Without this: Tab.
const fields = [...document.querySelectorAll("[data-digit]")];

fields.forEach((field, place) => {
  field.addEventListener("focus", () => field.select());
  field.addEventListener("input", () => {
    const next = fields[place + 1] ?? document.querySelector("main form .ds-button");
    if (/^[0-9]$/.test(field.value)) next.focus();
  });
  field.addEventListener("keydown", (event) => {
    if (event.key === "Backspace" && !field.value) fields[place - 1]?.focus();
  });
});
