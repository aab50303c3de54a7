import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { safeHref, sanitizeHtml } from './sanitize-html.ts';

const clean = (html: string): string => {
  const box = document.createElement('div');
  box.append(sanitizeHtml(html));
  return box.innerHTML;
};

test('prose keeps its shape', () => {
  expect(clean('<p>One <strong>two</strong></p><ul><li>three</li></ul>')).toBe(
    '<p>One <strong>two</strong></p><ul><li>three</li></ul>',
  );
});

test('headings inside a description become bold paragraphs', () => {
  expect(clean('<h1>Part <em>one</em></h1>')).toBe('<p><strong>Part <em>one</em></strong></p>');
});

test('unknown wrappers leave their text behind', () => {
  expect(clean('<div><center>Hello</center></div>')).toBe('Hello');
});

test('a link leads out, without a way back in', () => {
  expect(clean('<a href="https://example.org/a" onclick="x()" style="color:red">there</a>')).toBe(
    '<a href="https://example.org/a" target="_blank" rel="noopener noreferrer nofollow">there</a>',
  );
});

describe('hostile HTML', () => {
  beforeEach(() => Reflect.deleteProperty(globalThis, 'pwned'));
  afterEach(() => expect('pwned' in globalThis).toBe(false));

  test.each([
    '<script>globalThis.pwned=1</script>',
    '<img src=x onerror="globalThis.pwned=1">',
    '<svg onload="globalThis.pwned=1"><script>globalThis.pwned=1</script></svg>',
    '<svg><animate onbegin="globalThis.pwned=1" attributeName=x dur=1s>',
    '<math><mtext><table><mglyph><style><img src onerror=globalThis.pwned=1></style></mglyph></table></mtext></math>',
    '<svg></p><style><a id="</style><img src=1 onerror=globalThis.pwned=1>">',
    '<noscript><p title="</noscript><img src=x onerror=globalThis.pwned=1>">',
    '<form><math><mtext></form><form><mglyph><style></math><img src onerror=globalThis.pwned=1>',
    '<iframe srcdoc="<script>parent.pwned=1</script>"></iframe>',
    '<iframe src="javascript:parent.pwned=1"></iframe>',
    '<object data="javascript:globalThis.pwned=1"></object><embed src="javascript:globalThis.pwned=1">',
    '<template><img src=x onerror=globalThis.pwned=1></template>',
    '<p style="background:url(javascript:globalThis.pwned=1)" onmouseover="globalThis.pwned=1">text</p>',
    '<style>@import "javascript:globalThis.pwned=1"; * { color: red }</style>',
    '<link rel=stylesheet href="data:text/css,*{color:red}"><meta http-equiv=refresh content="0;url=javascript:globalThis.pwned=1">',
    '<base href="https://evil.example/"><details open ontoggle="globalThis.pwned=1">x</details>',
    '<video><source onerror="globalThis.pwned=1"></video><audio src=x onerror=globalThis.pwned=1></audio>',
    '<textarea><img title="</textarea><img src=x onerror=globalThis.pwned=1>"></textarea>',
    '<xmp><img src=x onerror=globalThis.pwned=1></xmp><!--><img src=x onerror=globalThis.pwned=1>-->',
    '<custom-thing onclick=globalThis.pwned=1><a href="https://ok.example" id=location name=body>t</a></custom-thing>',
  ])('%s', async (html) => {
    const box = document.createElement('div');
    document.body.append(box);
    box.append(sanitizeHtml(html));
    await new Promise((done) => setTimeout(done, 30));
    const elements = [...box.querySelectorAll('*')];
    expect(
      elements.filter((element) => !element.matches('p, a, strong, em, ul, li, b, i, br, blockquote, code')),
    ).toEqual([]);
    for (const element of elements) {
      for (const { name } of element.attributes) expect(['href', 'target', 'rel']).toContain(name);
    }
    box.remove();
  });

  test('depth has an end', () => {
    expect(() => clean('<b>'.repeat(5000) + 'deep')).not.toThrow();
  });
});

test.each([
  ['https://example.org/', 'https://example.org/'],
  ['  HTTP://example.org ', 'http://example.org/'],
  ['mailto:a@example.org', 'mailto:a@example.org'],
  ['javascript:alert(1)', null],
  ['java\nscript:alert(1)', null],
  ['\u0001javascript:alert(1)', null],
  ['data:text/html,x', null],
  ['vbscript:x', null],
  ['//example.org', null],
  ['/settings', null],
  ['https://', null],
])('the address %j becomes %j', (href, expected) => {
  expect(safeHref(href)).toBe(expected);
});
