// "If I get worse" opens without a network once it has been opened: see templates/agreements/at_home_worker.js.
const KEPT = "at-home";

// The first time nobody has kept the page yet: keep what is shown, and the style and letters that it is shown with.
const keep = async () => {
  const cache = await caches.open(KEPT);
  const text = `<!doctype html>${document.documentElement.outerHTML}`;
  const headers = { "Content-Type": "text/html; charset=utf-8", "Content-Security-Policy": "default-src 'self'" };
  await cache.put(window.location.pathname, new Response(text, { headers }));
  const parts = performance.getEntriesByType("resource").map((entry) => entry.name);
  await cache.addAll(parts.filter((name) => new URL(name).pathname.startsWith("/static/")));
};

const say = () => {
  for (const words of document.querySelectorAll("[data-offline]")) words.hidden = navigator.onLine;
};

say();
window.addEventListener("online", say);
window.addEventListener("offline", say);

const { worker } = document.querySelector("[data-worker]").dataset;
if ("serviceWorker" in navigator) {
  await navigator.serviceWorker.register(worker, { scope: window.location.pathname });
  if (navigator.onLine) await keep();
  document.body.dataset.kept = "yes";
}
