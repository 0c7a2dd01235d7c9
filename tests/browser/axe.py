"""What axe-core finds on a page that WCAG 2.2 AA forbids, as far as a program can tell.

https://github.com/dequelabs/axe-core; the package that brings it to Python holds its source: nothing is
fetched.
"""

from importlib import resources

from playwright.sync_api import Page

AXE = resources.files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
BROKEN = """async (tags) => {
  const exclude = [["[data-testid=stSliderTickBar]"]]; // the ends of a slider fade in under the pointer
  const { violations } = await axe.run({ exclude }, { runOnly: tags, resultTypes: ["violations"] });
  const told = ({ target, html, failureSummary }) =>
    `${failureSummary.replaceAll("\\n", " ")} ${target.flat().at(-1)} ${html.slice(0, 160)}`;
  return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${told(node)}`));
}"""


def violations(page: Page) -> list[str]:
    """Each with its rule, what is wrong and where, once framework_roles.js has mended the framework."""
    page.wait_for_function("!document.querySelector('[data-testid=stSidebarNavItems]:not([role])')")
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)
    return page.evaluate(BROKEN, TAGS)
