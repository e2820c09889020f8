/** Every colour that carries text is readable on both themes. */
import { describe, expect, it } from 'vitest';
import { colourFor, colourNames, contrast, palette, surface, type Mode } from './palette';

const modes: Mode[] = ['light', 'dark'];

describe('palette', () => {
  it.each(modes)('has readable tags on the %s theme', (mode) => {
    for (const name of colourNames) {
      const { bg, fg } = palette[mode][name];
      expect(contrast(bg, fg), `${mode} ${name}`).toBeGreaterThanOrEqual(4.5);
    }
  });

  it.each(modes)('has readable text on every surface of the %s theme', (mode) => {
    const colours = surface[mode];
    for (const text of ['text', 'soft', 'faint', 'accent', 'danger', 'warn', 'ok']) {
      for (const ground of ['bg', 'rail', 'raised', 'hover', 'selected', 'row']) {
        expect(contrast(colours[text]!, colours[ground]!), `${mode} ${text} on ${ground}`).toBeGreaterThanOrEqual(4.5);
      }
    }
    expect(contrast(colours.accent!, colours['on-accent']!)).toBeGreaterThanOrEqual(4.5);
  });

  it('gives the same text the same colour, never grey', () => {
    expect(colourFor('王芳')).toBe(colourFor('王芳'));
    for (const text of ['a', 'b', '张三', '李四']) expect(colourFor(text)).not.toBe('grey');
  });
});
