/** The elements that a description may have; everything else is taken apart or dropped. */
const ALLOWED = new Set([
  'A',
  'ABBR',
  'B',
  'BLOCKQUOTE',
  'BR',
  'CODE',
  'DD',
  'DEL',
  'DL',
  'DT',
  'EM',
  'H1',
  'H2',
  'H3',
  'H4',
  'H5',
  'H6',
  'HR',
  'I',
  'KBD',
  'LI',
  'OL',
  'P',
  'PRE',
  'Q',
  'S',
  'SMALL',
  'STRONG',
  'SUB',
  'SUP',
  'U',
  'UL',
]);

/** Dropped together with what is inside; other unknown elements leave their text behind. */
const DROPPED = new Set([
  'SCRIPT',
  'STYLE',
  'TEMPLATE',
  'IFRAME',
  'OBJECT',
  'EMBED',
  'NOSCRIPT',
  'NOEMBED',
  'NOFRAMES',
  'TITLE',
  'TEXTAREA',
  'SELECT',
  'OPTION',
  'BUTTON',
  'INPUT',
  'XMP',
  'PLAINTEXT',
  'AUDIO',
  'VIDEO',
  'CANVAS',
  'FRAMESET',
  'HEAD',
  'SLOT',
]);

/** A heading inside a description never competes with the headings of the page. */
const HEADING = /^H[1-6]$/;

const MAX_DEPTH = 40;

/** The address of a link that leads out of the app; null when it is not plain web or mail. */
export function safeHref(href: string): string | null {
  if (!/^(?:https?:\/\/|mailto:)/i.test(href.trim())) return null;
  try {
    const { protocol, href: absolute } = new URL(href.trim());
    return protocol === 'https:' || protocol === 'http:' || protocol === 'mailto:' ? absolute : null;
  } catch {
    return null;
  }
}

/**
 * Builds a fragment of safe nodes from HTML of others. The HTML is parsed into an inert document, where nothing loads or
 * runs, and every node that is kept is made anew: no attribute crosses over but the checked address of a link. Nothing is
 * parsed a second time, so there is no markup that could change its meaning on the way.
 */
export function sanitizeHtml(html: string): DocumentFragment {
  const source = new DOMParser().parseFromString(html, 'text/html').body;
  const fragment = document.createDocumentFragment();
  copyChildren(source, fragment, 0);
  return fragment;
}

function copyChildren(from: Node, to: Node, depth: number): void {
  if (depth > MAX_DEPTH) return;
  for (const node of from.childNodes) {
    if (node.nodeType === Node.TEXT_NODE) {
      to.appendChild(document.createTextNode(node.nodeValue ?? ''));
    } else if (node instanceof Element) {
      copyElement(node, to, depth);
    }
  }
}

function copyElement(element: Element, to: Node, depth: number): void {
  // A foreign namespace (SVG, MathML) is dropped whole: its text is not prose.
  if (element.namespaceURI !== 'http://www.w3.org/1999/xhtml') return;
  const name = element.tagName;
  if (DROPPED.has(name)) return;
  if (!ALLOWED.has(name)) {
    copyChildren(element, to, depth + 1);
    return;
  }
  const copy = document.createElement(HEADING.test(name) ? 'strong' : name);
  if (copy instanceof HTMLAnchorElement) {
    const href = safeHref(element.getAttribute('href') ?? '');
    if (href === null) {
      copyChildren(element, to, depth + 1);
      return;
    }
    copy.href = href;
    copy.target = '_blank';
    copy.rel = 'noopener noreferrer nofollow';
  }
  copyChildren(element, copy, depth + 1);
  if (HEADING.test(name)) {
    const paragraph = document.createElement('p');
    paragraph.appendChild(copy);
    to.appendChild(paragraph);
  } else {
    to.appendChild(copy);
  }
}
