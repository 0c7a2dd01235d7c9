// Puts a drawing in place. No text of a person's is in it unescaped.

import { add, component } from "./component.js";

export default component({
  mount: ({ root }) => add(root, "div", "picture"),

  update(place, { svg }) {
    place.innerHTML = svg;
  },
});
