import { describe, expect, test } from 'vitest';
import { markdown, plainLines, plainText } from './markdown.ts';

/** Whether a browser would do something with it that a reader did not ask for. */
const HARM =
  /<(?!\/?(p|strong|em|ul|ol|li|h[3-6]|blockquote|code|pre|a|br|hr)\b)|\son\w+=|javascript:|data:|src=/i;

describe('what people write', () => {
  test.each([
    ['**tin**', '<p><strong>tin</strong></p>'],
    ['# Why', '<h3>Why</h3>'],
    ['##### Why', '<h6>Why</h6>'],
    ['[here](https://example.org)', '<p><a rel="nofollow ugc" href="https://example.org">here</a></p>'],
    ['- tin\n- straw', '<ul>\n<li>tin</li>\n<li>straw</li>\n</ul>'],
    [
      '![a roof](https://example.org/r.png)',
      '<p><a rel="nofollow ugc" href="https://example.org/r.png">a roof</a></p>',
    ],
    [
      '![](https://example.org/r.png)',
      '<p><a rel="nofollow ugc" href="https://example.org/r.png">https://example.org/r.png</a></p>',
    ],
    [
      '[![a roof](https://example.org/r.png)](https://example.org)',
      '<p><a rel="nofollow ugc" href="https://example.org">a roof</a></p>',
    ],
    ['[see **this**](javascript:alert(1))', '<p>see <strong>this</strong></p>'],
    ['![a roof](data:image/png;base64,AA)', '<p>a roof</p>'],
    ['<javascript:alert(1)>', '<p>javascript:alert(1)</p>'],
  ])('%j', (written, shown) => {
    expect(markdown(written)).toBe(shown);
  });

  test.each([
    '<script>alert(1)</script>',
    '<img src=x onerror=alert(1)>',
    '<a href="javascript:alert(1)">x</a>',
    '[x](javascript:alert(1))',
    '[x](JaVaScRiPt:alert(1))',
    '[x](java\nscript:alert(1))',
    '[x](&#106;avascript:alert(1))',
    '[x](data:text/html;base64,PHNjcmlwdD4=)',
    '[x](vbscript:msgbox)',
    '<javascript:alert(1)>',
    '![x](javascript:alert(1))',
    '[x]: javascript:alert(1)\n\n[x]',
    '[x](https://a.example "onmouseover=alert(1)")',
    "[x](https://a.example' onclick=alert(1))",
    '`<script>`',
    '<svg/onload=alert(1)>',
    '<!-- --><script>alert(1)</script>',
    '[<img src=x onerror=alert(1)>](https://a.example)',
    '<iframe src="https://a.example"></iframe>',
  ])('%j does no harm', (written) => {
    // What stands in quotes or between tags as text is read and not done.
    const told = markdown(written)
      .replace(/title="[^"]*"/g, '')
      .replace(/>[^<]*</g, '><')
      .replace(/^[^<]*|[^>]*$/g, '');
    expect(told).not.toMatch(HARM);
  });

  test.each([
    ['quotes', '>'.repeat(10_000)],
    ['lists', '- '.repeat(5_000)],
    ['brackets', '['.repeat(10_000)],
    ['links', '[a]('.repeat(2_500)],
    ['stars', '*a_ '.repeat(2_500)],
    ['ticks', '`a``'.repeat(2_500)],
    ['half stars', '*a '.repeat(3_333)],
    ['stars within stars', '*a **b '.repeat(1_400)],
    ['addresses', '<http://a'.repeat(1_100)],
    ['signs', '&'.repeat(10_000)],
    ['lists within lists', Array.from({ length: 130 }, (_, at) => `${' '.repeat(at)}- a`).join('\n')],
  ])('ten thousand characters of %s are shown', (_what, written) => {
    expect(markdown(written.slice(0, 10_000)).length).toBeGreaterThan(0);
  });

  test('is one line where there is room for one', () => {
    expect(plainText('# Why\n\nIt **leaks** & drips: [see](https://example.org).')).toBe(
      'Why It leaks & drips: see.',
    );
    expect(plainText('We need:\n\n- a **stove**\n- gas')).toBe('We need: a stove · gas');
  });
});

test.each([
  ['**Tin** or [straw](https://example.org)', 'Tin or straw'],
  ['# Why\n\nIt _leaks_.', 'Why\n\nIt leaks.'],
  ['- tin\n* **straw**\n  + reed', '• tin\n• straw\n  • reed'],
  ['1. first\n2) then', '1. first\n2) then'],
  ['> - said\n>\n> so', '• said\n\nso'],
  ['', ''],
  ['-', ''],
  ['2 * 3 * 4 < 25', '2 * 3 * 4 < 25'],
])('line by line, %j is read %j', (text, lines) => expect(plainLines(text)).toBe(lines));
