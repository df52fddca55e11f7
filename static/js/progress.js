// While patients are being asked the figures fetch themselves anew; without this there is a link.
const part = document.querySelector("[data-progress]");

const fetchAnew = async () => {
  const answer = await fetch(window.location.pathname, { headers: { Accept: "text/html" } });
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const news = page.querySelector("[data-progress]");
  if (!answer.ok || !news) return;
  part.replaceChildren(...news.childNodes);
  if (part.querySelector("[data-going]")) setTimeout(fetchAnew, 3000);
};

setTimeout(fetchAnew, 3000);
