let component;

export default (call) => {
  component ??= import(new URL("HOUSE", document.baseURI)).then((house) => house.load("PATH", STYLED));
  const done = component.then((run) => run(call)).catch((error) => {
    component = null;
    console.error(error);
    const root = call.parentElement;
    const note = root.querySelector(".failure") ?? root.appendChild(document.createElement("p"));
    note.className = "failure";
    note.textContent = call.data.failure;
  });
  return () => done.then((end) => end?.());
};
