// Mends what the framework leaves out for keyboards and screen readers. It draws its parts anew at any time, so
// what comes anew is mended anew.
//
// The sidebar's list of pages has headings among its items, which a list may not have: here it is a group of links
// for each heading, and a heading opens and closes its group by keyboard as well. What is wider than its place and
// scrolls, a formula or lines of code, can be reached and scrolled by keyboard.

const [PAGES, HEADING] = ['[data-testid="stSidebarNavItems"]', '[data-testid="stNavSectionHeader"]'];
const SCROLLS = ".katex-display, pre, [data-testid='stMarkdownContainer']:has(> table), [data-scrolls], .st-key-shakespeare_gates";

export class FrameworkRoles {
  constructor(signal) {
    this.sizes = new ResizeObserver((changed) => changed.forEach(({ target }) => reach(target)));
    this.observer = new MutationObserver((changes) => changes.forEach(({ addedNodes }) => addedNodes.forEach((node) => this.mend(node))));
    this.observer.observe(document.body, { subtree: true, childList: true });
    document.addEventListener("keydown", press, { signal });
    signal.addEventListener("abort", () => { this.observer.disconnect(); this.sizes.disconnect(); });
    this.mend(document.body);
  }

  mend(node) {
    if (node.nodeType !== 1) return;
    for (const one of [node, ...node.querySelectorAll(SCROLLS)]) if (one.matches(SCROLLS)) this.sizes.observe(one);
    const pages = node.closest(PAGES) ?? node.querySelector(PAGES);
    if (pages) group(pages);
  }
}

function group(pages) {
  for (const one of [pages, ...pages.querySelectorAll("li")]) one.setAttribute("role", "none");
  for (const heading of pages.querySelectorAll(HEADING)) {
    const section = heading.parentElement;
    section.setAttribute("role", "group");
    section.setAttribute("aria-label", heading.querySelector("p")?.textContent ?? "");
    heading.setAttribute("role", "button");
    heading.setAttribute("tabindex", "0");
    heading.setAttribute("aria-expanded", String(section.childElementCount > 1));
  }
}

function press(event) {
  if (!event.target.matches?.(HEADING) || (event.key !== "Enter" && event.key !== " ")) return;
  event.preventDefault();
  event.target.click();
}

function reach(one) {
  if (one.scrollWidth > one.clientWidth) one.setAttribute("tabindex", "0");
  else one.removeAttribute("tabindex");
}
