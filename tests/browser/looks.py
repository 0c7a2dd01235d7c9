"""What an eye finds wrong on a screen, measured: words that are cut, legends over data, targets too small."""

from playwright.sync_api import Page
from playwright.sync_api import TimeoutError as PlaywrightTimeout

SETTLED = 10_000  # milliseconds
FINGER = 44  # pixels

# All elements, those of shadow roots too, that are seen; and a name for each in a report.
SEEN = """
const all = [];
const walk = (root) => {
  for (const one of root.querySelectorAll("*")) {
    all.push(one);
    if (one.shadowRoot) walk(one.shadowRoot);
  }
};
walk(document);
const box = (one) => one.getBoundingClientRect();
const seen = all.filter((one) => one.checkVisibility?.({ opacityProperty: true, visibilityProperty: true })
  && box(one).width && box(one).height);
const up = (one) => one.parentElement ?? one.getRootNode().host;
const where = (one) => {
  for (let at = one; at; at = up(at)) {
    const key = [...at.classList].find((name) => name.startsWith("st-key-"));
    if (key) return `${one.tagName} "${one.textContent.trim().slice(0, 40)}" in ${key}`;
  }
  return `${one.tagName} "${one.textContent.trim().slice(0, 40)}"`;
};
"""

# A page wider than the screen; words of a picture outside of it, exponents larger than what they stand on,
# legends over data or over boxes; formulas cut below; icons that their font has not; columns a letter wide;
# words that end in an ellipsis, or at the edge of something that does not scroll.
CUT = f"""() => {{
{SEEN}
const SLACK = 3; // pixels: a letter's box is larger than the letter
const found = [];
for (const one of [document.documentElement, document.querySelector(".stMain")]) {{
  if (one.scrollWidth > one.clientWidth) found.push(`wider than the screen: ${{one.scrollWidth}}`);
}}
const outside = (inner, outer) => Math.max(
  outer.left - inner.left, inner.right - outer.right, outer.top - inner.top, inner.bottom - outer.bottom);
const meet = (a, b) => Math.min(a.right, b.right) - Math.max(a.left, b.left) > SLACK
  && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > SLACK;
for (const words of seen.filter((one) => one.matches("svg text") && one.textContent.trim())) {{
  const picture = words.closest(".main-svg") ?? words.ownerSVGElement;
  if (outside(box(words), box(picture)) > SLACK) found.push(`outside its picture: ${{where(words)}}`);
  const size = (one) => parseFloat(getComputedStyle(one).fontSize);
  for (const part of words.querySelectorAll("tspan")) {{
    if (size(part) > size(words)) found.push(`larger than its label: ${{where(words)}}`);
  }}
}}
for (const chart of seen.filter((one) => one.matches(".js-plotly-plot"))) {{
  const legends = [...chart.querySelectorAll("g.legend")], plots = [...chart.querySelectorAll(".nsewdrag")];
  for (const legend of legends) if (plots.some((plot) => meet(box(legend), box(plot)))) {{
    found.push(`over the data: the legend ${{where(legend)}}`);
  }}
}}
for (const key of seen.filter((one) => one.matches("svg .key text"))) {{
  const others = [...key.ownerSVGElement.querySelectorAll(".frame")];
  if (others.some((other) => meet(box(key), box(other)))) found.push(`over a box: ${{where(key)}}`);
}}
for (const formula of seen.filter((one) => one.matches(".katex-display"))) {{
  if (formula.scrollHeight > formula.clientHeight + SLACK) found.push(`cut below: ${{where(formula)}}`);
}}
const ICON = "[data-testid=stIconMaterial], [role=img][translate=no]";
for (const icon of seen.filter((one) => one.matches(ICON))) {{
  const letters = document.createRange();
  letters.selectNodeContents(icon);
  const wide = box(letters).width, size = parseFloat(getComputedStyle(icon).fontSize);
  if (wide > 1.5 * size) found.push(`an icon's name: ${{where(icon)}}`);
}}
for (const cell of seen.filter((one) => one.matches("th, td"))) {{
  if (box(cell).height > 3 * box(cell).width) found.push(`a column of letters: ${{where(cell)}}`);
}}
for (const one of seen) {{
  const style = getComputedStyle(one);
  const hides = style.overflowX === "hidden" || style.textOverflow === "ellipsis";
  if (!hides || one.scrollWidth <= one.clientWidth + 1 || !one.textContent.trim()) continue;
  if (one.matches("[data-testid=stSkipToContent], .katex-mathml, input, textarea")) continue;
  if (one.closest("[aria-hidden=true]") && style.position === "absolute") continue;
  found.push(`cut: ${{where(one)}}`);
}}
return found;
}}"""

# What answers a finger must be met 21 pixels above and below its middle, by its own box, its label or what
# belongs to it. Not measured: links within a sentence, as high as its lines; what only scrolls; the squares
# of a matrix of ten by ten, each a tenth of a phone wide; what stands beyond the screen's edge until opened.
SMALL = f"""() => {{
{SEEN}
const HALF = {FINGER} / 2 - 1, found = [], taken = new Set();
const INLINE = "p a, li a, td a, th a, .cell, [data-testid=stSkipToContent]";
const ANSWERS = `button, a[href], input, select, textarea, summary,
  [role=button], [role=radio], [tabindex='0']:not(.katex-display, pre)`;
const met = (x, y) => {{
  let one = document.elementFromPoint(x, y);
  for (let inner; (inner = one?.shadowRoot?.elementFromPoint(x, y)) && inner !== one;) one = inner;
  return one;
}};
const within = (one, area) => {{
  for (; one; one = up(one)) if (one === area) return true;
  return false;
}};
const areaOf = (one) => {{
  if (one.matches("[data-testid=stSlider] input")) return one.closest("[style*=translate]");
  if (one.closest("[data-tag]")) return one;
  return one.closest("label, .react-aria-ComboBox [role=group]") ?? one;
}};
for (const one of seen) {{
  if (!one.matches(ANSWERS) || one.matches(INLINE) || one.closest("svg")) continue;
  const area = areaOf(one);
  if (taken.has(area)) continue;
  taken.add(area);
  area.scrollIntoView({{ block: "center", behavior: "instant" }});
  const {{ left, right, top, height }} = box(area);
  if (height >= {FINGER} - 0.5 || right < 0 || left > innerWidth) continue;
  const [x, y] = [(left + right) / 2, top + height / 2];
  if (![-HALF, HALF].every((far) => within(met(x, y + far), area))) {{
    found.push(`too small: ${{Math.round(right - left)}} x ${{Math.round(height)}} ${{where(area)}}`);
  }}
}}
return found;
}}"""


def wrong(page: Page, looked_for: str) -> list[str]:
    """What of CUT or SMALL is found, once the page has settled on a screen's size."""
    try:
        page.wait_for_function(f"() => !({looked_for})().length", timeout=SETTLED, polling=500)
    except PlaywrightTimeout:
        return page.evaluate(looked_for)
    return []
