package com.spotzee.nifi.sandbox.admin;

/** Measures on a page how well texts stand out, as WCAG 2.2 counts it: 4.5 to 1 at least. */
final class Contrast {
    /** JavaScript that names the first text with too little contrast, or gives an empty text. */
    static final String TOO_LITTLE = """
            (() => {
              const colour = (text) => { const [r, g, b, a = 1] = text.match(/[\\d.]+/g).map(Number); return {r, g, b, a}; };
              const light = ({r, g, b}) => [r, g, b].map((part) => part / 255).map((part) => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4)
                .reduce((sum, part, at) => sum + part * [0.2126, 0.7152, 0.0722][at], 0);
              const ground = (element) => {
                for (let each = element; each; each = each.parentElement) {
                  const found = colour(getComputedStyle(each).backgroundColor);
                  if (found.a === 1) { return found; }
                }
                return {r: 255, g: 255, b: 255};
              };
              for (const element of document.querySelectorAll('body *')) {
                const own = [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim());
                if (!own || element.getClientRects().length === 0) { continue; }
                const [first, second] = [light(colour(getComputedStyle(element).color)), light(ground(element))].sort((one, other) => other - one);
                if ((first + 0.05) / (second + 0.05) < 4.5) { return element.outerHTML; }
              }
              return '';
            })()""";

    private Contrast() {
    }
}
