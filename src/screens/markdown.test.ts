import { expect, test } from 'vitest';
import { markdown, plainText } from './markdown.ts';

const cases: [string, string][] = [
  ['Two *bags* of **lime**.', '<p>Two <em>bags</em> of <strong>lime</strong>.</p>'],
  ['# Why', '<h3>Why</h3>'],
  ['###### Small', '<h6>Small</h6>'],
  ['<script>alert(1)</script>', '&lt;script&gt;alert(1)&lt;/script&gt;'],
  ['<h1>loud</h1>', '&lt;h1&gt;loud&lt;/h1&gt;'],
  ['[here](https://example.org)', '<p><a rel="nofollow ugc" href="https://example.org">here</a></p>'],
  ['[here](javascript:alert(1))', '<p><a rel="nofollow ugc" href="">here</a></p>'],
];
test.each(cases)('%s', (text, html) => expect(markdown(text)).toBe(html));

test('loads nothing from elsewhere', () => {
  expect(markdown('![a map](https://elsewhere.example/x.png)')).not.toContain('<img');
});

test('is one line where there is room for one', () => {
  expect(plainText('# Lime\n\nTwo *bags* & a **brush**.\n\n- one')).toBe('Lime Two bags & a brush. one');
});
