// The network's picture, drawn by the server as SVG; here it is put in place, and clicks on its weights are sent
// back. Both shapes are there, and the style sheet shows the one that fits.

export default function ({ parentElement, data, setTriggerValue }) {
  const root = parentElement.querySelector(".graph");
  const held = root.getRootNode().activeElement?.dataset?.part;
  root.innerHTML = data.wide + data.narrow; // no text of a person's is in it
  const choose = (event) => {
    const part = event.target.closest?.("[data-part]")?.dataset.part;
    if (part) setTriggerValue("chosen", part);
    return part;
  };
  root.onclick = choose;
  root.onkeydown = (event) => {
    if ((event.key === "Enter" || event.key === " ") && choose(event)) event.preventDefault();
  };
  if (held) {
    const again = [...root.querySelectorAll(`[data-part="${held}"]`)].find((one) => one.getClientRects().length);
    again?.focus({ preventScroll: true });
  }
}
