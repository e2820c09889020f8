/** How numbers, money and dates are written for people. Knows values only, no field and no object. */
import dayjs, { type Dayjs } from 'dayjs';
import timezone from 'dayjs/plugin/timezone';
import utc from 'dayjs/plugin/utc';
import { useMemo } from 'react';
import { useQuery } from '@tanstack/react-query';
import { catalogQuery } from '@/api/catalog';
import type { Lang } from '@/api/types';
import { useLanguage } from '.';

dayjs.extend(utc);
dayjs.extend(timezone);

export interface Format {
  lang: Lang;
  currency: string;
  timeZone: string;
  number: (value: number, digits?: number) => string;
  money: (value: number) => string;
  /** Short, for heads of columns and axes: 12.3万, 1.2M. */
  shortMoney: (value: number) => string;
  short: (value: number) => string;
  percent: (value: number, digits?: number) => string;
  /** As people say it: today, yesterday, 3 days ago, 6月10日, 2024-06-10. */
  day: (value: string) => string;
  date: (value: string) => string;
  /** An instant as people say it, in the workspace's time zone. */
  when: (value: string) => string;
  dateTime: (value: string) => string;
  duration: (seconds: number) => string;
  size: (bytes: number) => string;
  list: (items: string[]) => string;
  now: () => Dayjs;
  at: (value: string) => Dayjs;
}

export function useFormat(): Format {
  const lang = useLanguage();
  const { data } = useQuery({ ...catalogQuery, enabled: false });
  const { currency = 'CNY', time_zone: zone = 'Asia/Shanghai' } = data?.workspace ?? {};
  return useMemo(() => makeFormat(lang, currency, zone), [lang, currency, zone]);
}

export function makeFormat(lang: Lang, currency: string, timeZone: string): Format {
  const number = (value: number, digits = 6) => decimals(lang, digits).format(value);
  const cents = cache((lang_) => new Intl.NumberFormat(lang_, { style: 'currency', currency, currencyDisplay: 'narrowSymbol' }));
  const short = cache((lang_) => new Intl.NumberFormat(lang_, { notation: 'compact', maximumFractionDigits: 1 }));
  const shortMoney = cache((lang_) => new Intl.NumberFormat(lang_, {
    style: 'currency', currency, currencyDisplay: 'narrowSymbol', notation: 'compact', maximumFractionDigits: 1, minimumFractionDigits: 0,
  }));
  const now = () => dayjs().tz(timeZone);
  const at = (value: string) => dayjs(value).tz(timeZone);
  return {
    lang, currency, timeZone, number, now, at,
    money: (value) => cents(lang).format(value),
    short: (value) => short(lang).format(value),
    shortMoney: (value) => shortMoney(lang).format(value),
    percent: (value, digits = 2) => `${number(value, digits)}%`,
    day: (value) => sayDay(dayjs(value), now(), lang),
    date: (value) => dayjs(value).format('YYYY-MM-DD'),
    when: (value) => sayWhen(at(value), now(), lang),
    dateTime: (value) => at(value).format('YYYY-MM-DD HH:mm'),
    duration: (seconds) => sayDuration(seconds, lang),
    size: (bytes) => sayBytes(bytes),
    list: (items) => items.join(lang === 'en' ? ', ' : '、'),
  };
}

const decimals = (() => {
  const made = new Map<string, Intl.NumberFormat>();
  return (lang: Lang, digits: number) => {
    const key = `${lang}/${digits}`;
    const found = made.get(key) ?? new Intl.NumberFormat(lang, { maximumFractionDigits: digits });
    made.set(key, found);
    return found;
  };
})();

function cache(make: (lang: Lang) => Intl.NumberFormat) {
  let kept: Intl.NumberFormat | undefined;
  return (lang: Lang) => (kept ??= make(lang));
}

function sayDay(given: Dayjs, now: Dayjs, lang: Lang): string {
  const day = given.locale(lang === 'en' ? 'en' : 'zh-cn');
  const zh = lang === 'zh-CN';
  const days = Math.round((Date.UTC(day.year(), day.month(), day.date()) - Date.UTC(now.year(), now.month(), now.date())) / 86_400_000);
  if (days === 0) return zh ? '今天' : 'Today';
  if (days === -1) return zh ? '昨天' : 'Yesterday';
  if (days === 1) return zh ? '明天' : 'Tomorrow';
  if (days < 0 && days > -7) return zh ? `${-days} 天前` : `${-days} days ago`;
  if (days > 0 && days < 7) return zh ? `${days} 天后` : `in ${days} days`;
  if (day.year() === now.year()) return day.format(zh ? 'M月D日' : 'MMM D');
  return day.format(zh ? 'YYYY年M月D日' : 'MMM D, YYYY');
}

function sayWhen(time: Dayjs, now: Dayjs, lang: Lang): string {
  const zh = lang === 'zh-CN';
  const minutes = Math.round(now.diff(time, 'second') / 60);
  if (minutes >= 0 && minutes < 1) return zh ? '刚刚' : 'just now';
  if (minutes > 0 && minutes < 60) return zh ? `${minutes} 分钟前` : `${minutes} min ago`;
  const day = sayDay(time, now, lang);
  const near = Math.abs(now.diff(time, 'day')) < 2 || time.format('YYYYMMDD') === now.format('YYYYMMDD');
  return near ? `${day} ${time.format('HH:mm')}` : day;
}

function sayDuration(seconds: number, lang: Lang): string {
  const zh = lang === 'zh-CN';
  const days = Math.floor(seconds / 86_400);
  if (days >= 1) return zh ? `${days} 天` : `${days} d`;
  const hours = Math.floor(seconds / 3_600);
  if (hours >= 1) return zh ? `${hours} 小时` : `${hours} h`;
  const minutes = Math.max(1, Math.floor(seconds / 60));
  return zh ? `${minutes} 分钟` : `${minutes} min`;
}

function sayBytes(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`;
  if (bytes < 1024 * 1024) return `${Math.round(bytes / 1024)} KB`;
  return `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}
