import fc from 'fast-check';
import { expect, it } from 'vitest';
import { descriptionHtml } from './description-html.ts';

it.each([
  ['One.\n\nTwo\nlines.', '<p>One.</p><p>Two<br />lines.</p>'],
  ['a < b & c', '<p>a &lt; b &amp; c</p>'],
  [
    'See https://example.org/a?b=1&c=2.',
    '<p>See <a href="https://example.org/a?b=1&amp;c=2" rel="noopener noreferrer nofollow" target="_blank">https://example.org/a?b=1&amp;c=2</a>.</p>',
  ],
  ['<p onclick="x()">Hi <script>alert(1)</script><b>you</b></p>', '<p>Hi <b>you</b></p>'],
  [
    '<p><a href="javascript:alert(1)">x</a></p>',
    '<p><a rel="noopener noreferrer nofollow" target="_blank">x</a></p>',
  ],
  ['<p><img src=x onerror=alert(1)><iframe src="https://x"></iframe>y</p>', '<p>y</p>'],
  ['<p style="position:fixed">x</p><style>p{}</style>', '<p>x</p>'],
  ['', ''],
])('%j', (notes, html) => {
  expect(descriptionHtml(notes)).toBe(html);
});

it('lets no markup through that could act', () => {
  const hostile = fc.array(
    fc.constantFrom(
      '<',
      '>',
      '"',
      "'",
      '/',
      '<p>',
      '<a href=',
      'javascript:',
      '<svg onload=x>',
      'https://x.y',
      '&#x3c;',
      '\0',
      'a',
    ),
    { maxLength: 30 },
  );
  fc.assert(
    fc.property(hostile, (pieces) => {
      const html = descriptionHtml(pieces.join(''));
      expect(
        html.replace(
          /<(?:\/?(?:p|br|b)(?: \/)?|a(?: href="(?:https?|mailto):[^"<>]*")? rel="[\w ]+" target="_blank"|\/a)>/g,
          '',
        ),
      ).not.toMatch(/[<>]/);
    }),
  );
});
