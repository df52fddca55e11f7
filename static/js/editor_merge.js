// What others have changed is taken over from a fresh page: rows and parts that nobody is writing in here.

export function merge(editor, fresh, isUnsaved) {
  const isFree = (part) => !part.contains(document.activeElement) && ![...part.querySelectorAll("form")].some(isUnsaved);
  for (const list of editor.querySelectorAll("[data-rows]")) {
    mergeRows(list, fresh.querySelector(`[data-rows="${list.dataset.rows}"]`), isFree);
  }
  for (const part of editor.querySelectorAll("[data-part]")) {
    const newer = fresh.querySelector(`[data-part="${part.dataset.part}"]`);
    const isSame = newer && plain(part) === plain(newer) && part.dataset.version === newer.dataset.version;
    if (newer && !isSame && isFree(part)) part.replaceWith(newer);
  }
  const [frame, newer] = [editor.querySelector("#frame-form"), fresh.querySelector("#frame-form")];
  if (isFree(frame) && version(newer) > version(frame)) frame.replaceWith(newer);
}

function mergeRows(list, fresh, isFree) {
  const theirs = [...fresh.children].filter((row) => row.dataset.row);
  const ours = new Map([...list.children].map((row) => [row.dataset.row, row]));
  const kept = new Set(theirs.map((row) => row.dataset.row));
  for (const [key, row] of ours) if (key && !kept.has(key) && isFree(row)) row.remove();
  const rows = theirs.map((row) => {
    const own = ours.get(row.dataset.row);
    if (!own) return row;
    if (version(row) <= version(own) || !isFree(own)) return own;
    row.querySelector("details").open = own.querySelector("details")?.open ?? false;
    own.replaceWith(row);
    return row;
  });
  place(list, rows, isFree);
}

/** In the same order; a row that is being written is not moved from under the caret. */
function place(list, rows, isFree) {
  const standing = [...list.children].filter((row) => row.dataset.row);
  if (rows.every((row, place) => standing[place] === row) && rows.length === standing.length) return;
  const others = [...list.children].filter((row) => !row.dataset.row);
  if (isFree(list)) return list.replaceChildren(...rows, ...others);
  rows.forEach((row, place) => {
    if (row.parentElement === list) return;
    if (place) rows[place - 1].after(row);
    else list.prepend(row);
  });
}

const version = (part) => Number(part.dataset.version);
const plain = (part) => part.textContent.replace(/\s+/g, " ").trim();
