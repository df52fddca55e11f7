// Keeps one page, "If I get worse", so that it opens without a network once it has been opened; nothing else.
// Its scope is that page's address, so the browser lets it see no other page. Signing out clears what it keeps.
const KEPT = "at-home";
const PAGE = new URL(self.registration.scope).pathname;

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("fetch", (event) => {
  const { pathname, origin } = new URL(event.request.url);
  if (event.request.method !== "GET" || origin !== self.location.origin) return;
  if (pathname === PAGE && event.request.mode === "navigate") event.respondWith(page(event.request));
  else if (pathname.startsWith("/static/")) event.respondWith(part(event.request));
});

// The newest from the network; without one, the page as it was. Signed out: nothing is kept for the next person.
async function page(request) {
  try {
    const answer = await fetch(request);
    if (answer.type === "opaqueredirect" || answer.status === 403) await caches.delete(KEPT);
    else if (answer.ok) await (await caches.open(KEPT)).put(PAGE, answer.clone());
    return answer;
  } catch {
    return (await caches.match(PAGE)) ?? Response.error();
  }
}

async function part(request) {
  return (await caches.match(request)) ?? fetch(request);
}
