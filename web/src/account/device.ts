/** What a browser calls itself, said as people say it. Knows the common ones; anything else keeps its own first word. */

export interface Device {
  browser?: string;
  system?: string;
}

/** The first that fits: those that also claim to be another stand before it. */
const browsers: [RegExp, string][] = [
  [/MicroMessenger\//, 'WeChat'], [/DingTalk/, 'DingTalk'], [/Lark\/|Feishu\//, 'Feishu'], [/Edg(e|A|iOS)?\//, 'Edge'], [/OPR\/|Opera/, 'Opera'],
  [/SamsungBrowser\//, 'Samsung Internet'], [/QQBrowser\//, 'QQ Browser'], [/Firefox\/|FxiOS\//, 'Firefox'], [/Chrome\/|CriOS\/|Chromium\//, 'Chrome'], [/Safari\//, 'Safari'],
];
const systems: [RegExp, string][] = [
  [/HarmonyOS|OpenHarmony/, 'HarmonyOS'], [/iPhone/, 'iPhone'], [/iPad/, 'iPad'], [/Android/, 'Android'], [/Windows/, 'Windows'], [/Mac OS X|Macintosh/, 'macOS'],
  [/CrOS/, 'ChromeOS'], [/Linux|X11/, 'Linux'],
];

export function deviceOf(agent: string | null | undefined): Device {
  if (!agent) return {};
  const first = (list: [RegExp, string][]) => list.find(([sign]) => sign.test(agent))?.[1];
  return { browser: first(browsers) ?? agent.split(/[/\s]/)[0]?.slice(0, 40), system: first(systems) };
}
