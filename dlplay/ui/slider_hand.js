// Where a hand is on one of Streamlit's sliders while it moves: the server hears of it only when the hand lets go.
// And which of its buttons is pressed.

// Calls `moved` with the slider's value, first as it stands and then at every change: by mouse, finger or keyboard,
// or from Python. `key` is the widget's key in Python. Of a slider over options the value is the option's number.
// Returns the function that ends it.
export function followSlider(key, moved) {
  const thumb = `${named(key)} input[type=range]`;
  let value;
  const look = () => {
    const now = document.querySelector(thumb)?.valueAsNumber;
    if (now === undefined || now === value) return;
    value = now;
    moved(value);
  };
  // the whole document, since the slider may be drawn later than this, and anew
  const observer = new MutationObserver(look);
  observer.observe(document.body, { subtree: true, childList: true, attributes: true, attributeFilter: ["aria-valuetext", "value"] });
  look();
  return () => observer.disconnect();
}

// Calls `pressed` with what belongs to a button of Streamlit's when it is pressed, before the server hears of it.
// `meanings` gives this by the buttons' keys in Python, as they are at that time.
export function followButtons(meanings, pressed, signal) {
  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("button");
    for (const [key, meaning] of Object.entries((button && meanings()) ?? {})) {
      if (button.closest(named(key))) pressed(meaning);
    }
  }, { signal });
}

/** Whether a slider of Streamlit's stands fixed, as a teacher's link can ask. */
export function isFixed(key) {
  return document.querySelector(`${named(key)} input[type=range]`)?.disabled ?? false;
}

export const named = (key) => `.st-key-${key.replace(/[^\w-]/g, "-")}`;
