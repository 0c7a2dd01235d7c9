// Words into the clipboard.

import { add } from "./component.js";

// Without a secure context (a plain http:// address in a classroom) browsers offer no clipboard API; the older
// way, a selected text field and execCommand, works there. The field stands in `within`: beside an open dialog
// nothing can be selected.
export async function copied(words, within) {
  try {
    await navigator.clipboard.writeText(words);
    return true;
  } catch {
    const field = add(within, "textarea");
    field.value = words;
    field.select();
    const done = document.execCommand("copy");
    field.remove();
    return done;
  }
}
