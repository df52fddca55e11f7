// A form that is saved as it is typed (htmx sends it). What could not be saved stays in the page, says so, and is sent again.
for (const form of document.querySelectorAll("form[data-autosave]")) {
  const say = (name) => {
    for (const words of form.querySelectorAll("[data-when]")) words.hidden = words.dataset.when !== name;
  };
  let unsaved = false;
  let pause = 2000;
  let retry;
  let isSignedOut = false;

  const failed = () => {
    say("offline");
    clearTimeout(retry);
    retry = setTimeout(() => htmx.trigger(form, "retry"), pause);
    pause = Math.min(pause * 2, 60000);
  };

  // Signing in anew changes the forgery token: take the new one from the page, and keep what was written.
  const sendAfterSignIn = async () => {
    const answer = await fetch(window.location.href);
    isSignedOut = answer.redirected;
    if (isSignedOut) return say("signed-out");
    if (!answer.ok) return failed();
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const token = "[name=csrfmiddlewaretoken]";
    form.querySelector(token).value = page.querySelector(token).value;
    htmx.trigger(form, "retry");
  };

  form.addEventListener("input", () => { unsaved = true; });
  form.addEventListener("submit", () => { unsaved = false; });
  form.addEventListener("htmx:sendError", failed);
  form.addEventListener("htmx:timeout", failed);
  form.addEventListener("htmx:responseError", (event) => {
    if (event.detail.xhr.status === 403) sendAfterSignIn();
    else failed();
  });
  form.addEventListener("htmx:beforeSwap", (event) => {
    if (new URL(event.detail.xhr.responseURL).pathname === window.location.pathname) return;
    event.detail.shouldSwap = false; // we were led to the sign-in page
    isSignedOut = true;
    say("signed-out");
  });
  form.addEventListener("htmx:afterSwap", () => {
    say("");
    unsaved = false;
    pause = 2000;
  });
  window.addEventListener("online", () => { if (unsaved) htmx.trigger(form, "retry"); });
  window.addEventListener("focus", () => { if (isSignedOut) sendAfterSignIn(); });
  window.addEventListener("beforeunload", (event) => { if (unsaved) event.preventDefault(); });
}
