/** The colours that stages, options and people may have: readable on both themes. The accent and the greys of each theme. */

export const colourNames = ['grey', 'blue', 'cyan', 'green', 'lime', 'gold', 'orange', 'red', 'magenta', 'purple'] as const;

export type Colour = (typeof colourNames)[number];
export type Mode = 'light' | 'dark';

/** Ground and text of a tag, and the full colour for dots, bars and charts. */
export interface Shade {
  bg: string;
  fg: string;
  dot: string;
}

export const palette: Record<Mode, Record<Colour, Shade>> = {
  light: {
    grey: { bg: '#eceef1', fg: '#464c55', dot: '#8a919c' },
    blue: { bg: '#e3edfd', fg: '#1d4f9e', dot: '#3d7be0' },
    cyan: { bg: '#dcf2f5', fg: '#0e5965', dot: '#2aa5b8' },
    green: { bg: '#e0f3e5', fg: '#1d5e33', dot: '#3aa65a' },
    lime: { bg: '#eef4d6', fg: '#4a5b10', dot: '#93ad26' },
    gold: { bg: '#fbf0cf', fg: '#6b4e05', dot: '#d9a514' },
    orange: { bg: '#fdebdc', fg: '#86420f', dot: '#e8813a' },
    red: { bg: '#fde5e4', fg: '#98262a', dot: '#dd4f50' },
    magenta: { bg: '#fce4f0', fg: '#92215f', dot: '#d8559b' },
    purple: { bg: '#eee7fc', fg: '#5b349b', dot: '#8b62d6' },
  },
  dark: {
    grey: { bg: '#34383f', fg: '#ced3da', dot: '#9aa2ad' },
    blue: { bg: '#1d3152', fg: '#a9cbfb', dot: '#5b95ef' },
    cyan: { bg: '#143a42', fg: '#96dfe9', dot: '#3fb6c8' },
    green: { bg: '#1a3a25', fg: '#a0dfb2', dot: '#4db96d' },
    lime: { bg: '#323b12', fg: '#d3e28c', dot: '#a7c03b' },
    gold: { bg: '#42330b', fg: '#f1d47f', dot: '#dcae2c' },
    orange: { bg: '#482c16', fg: '#fabd8e', dot: '#ea8d4c' },
    red: { bg: '#4b2224', fg: '#fbb1ae', dot: '#e56565' },
    magenta: { bg: '#471f35', fg: '#f7b0d5', dot: '#de6dab' },
    purple: { bg: '#33254f', fg: '#d0bbf8', dot: '#a07ce4' },
  },
};

/** Surfaces, lines and text of each theme; also the tokens of the component library. */
export const surface: Record<Mode, Record<string, string>> = {
  light: {
    bg: '#ffffff', rail: '#f7f7f8', raised: '#ffffff', hover: '#f1f2f4', selected: '#eef1fc', line: '#e4e6ea', strong: '#cbcfd6',
    text: '#1d2129', soft: '#565c66', faint: '#676d77', accent: '#3454d1', 'accent-soft': '#eef1fc', 'on-accent': '#ffffff',
    danger: '#c0333a', warn: '#8a5a00', ok: '#1f7a3f', row: '#fafbfc',
  },
  dark: {
    bg: '#16181c', rail: '#1b1e23', raised: '#1f2228', hover: '#262a31', selected: '#252c47', line: '#2e333b', strong: '#454b55',
    text: '#e6e8ec', soft: '#b0b6c0', faint: '#959ca7', accent: '#8ea2ff', 'accent-soft': '#252c47', 'on-accent': '#10131c',
    danger: '#ff8f8c', warn: '#e8bd55', ok: '#6fcf8e', row: '#1a1d21',
  },
};

export const isColour = (name: unknown): name is Colour => colourNames.includes(name as Colour);

export const colourOf = (name: unknown): Colour => (isColour(name) ? name : 'grey');

/** A steady colour for something that was given none: the same text always has the same. */
export function colourFor(text: string): Colour {
  let sum = 0;
  for (const char of text) sum = (sum * 31 + (char.codePointAt(0) ?? 0)) >>> 0;
  return colourNames[1 + (sum % (colourNames.length - 1))] ?? 'grey';
}

/** Contrast of two colours as WCAG counts it. */
export function contrast(a: string, b: string): number {
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

function luminance(hex: string): number {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
