let component;
const newest = new WeakMap(); // root -> its newest call

export default (call) => {
  const root = call.parentElement;
  newest.set(root, call);
  const done = run(call);
  return () => {
    if (newest.get(root) === call) newest.delete(root);
    done.then((end) => end?.());
  };
};

async function run(call) {
  const root = call.parentElement;
  let draw;
  for (;;) {
    try {
      component ??= import(new URL("HOUSE", document.baseURI)).then((house) => house.load("PATH", STYLED));
      draw = await component;
      return draw(call);
    } catch (error) {
      component = null;
      console.error(error);
      const note = root.querySelector(".failure") ?? root.appendChild(document.createElement("p"));
      note.className = "failure";
      note.textContent = call.data.failure;
    }
    if (draw) return; // it came, and broke
    await new Promise((later) => setTimeout(later, 5000));
    if (newest.get(root) !== call) return;
  }
}
