/** Words of rehearsing a rule, trying it out, and how it has fared. */
import { locale } from '@/i18n';

export const rehearsalWords = locale('studio.rehearsal', {
  rehearse: '预演', hint: '把草稿里的这条规则放到过去几天真实发生的事上：会运行多少次、对哪些记录、做什么。什么都不会写入或发出。', days: '过去多少天', go: '预演', stop: '取消', going: '正在回看……',
  fired: '会运行 {{count}} 次', looked: '看了 {{count}} 次变动或时刻', never: '这段时间一次也不会运行', day: '{{day}}：{{count}} 次', limited: '内容太多，只看到 {{at}} 为止', failed: '另有 {{count}} 次条件出错：{{error}}',
  asNow: '这些值取自别的记录，按现在的算：{{paths}}', samples: '最近的几次', gone: '你看不到的记录', nothing: '没有步骤', setsOff: '接着还会触发', setsOffMore: '后面还有，没有继续往下算', onNow: '这条记录已不能还原到当时，步骤按它现在的样子算', noPast: '由人或别的规则触发的规则没有过去可以预演。', would: '会做什么', idle: '不会改变什么', perDay: '每天运行的次数',
  shadow: '试运行', shadowHint: '照常触发并留下记录，写明会做什么，但不真的写入或发送', shadowTag: '试运行中', ran: '7 天内运行 {{count}} 次', last: '上次 {{at}}', failures: '{{count}} 次失败', notYet: '还没有运行过', more: '{{count}}+', held: '{{count}} 次在排队，到 {{at}}', limit: '最多运行多少次', limitHint: '超出的排队稍后运行，不会丢失。不填时，会对外发送的规则每分钟最多 1,000 次，其他不限。', noLimit: '不限', window: '每多久', 'per.1m': '每分钟', 'per.10m': '每 10 分钟', 'per.1h': '每小时', 'per.1d': '每天',
}, {
  rehearse: 'Rehearse', hint: 'Holds this rule, as it stands in the draft, against what really happened in the last days: how often it would have run, on which records, doing what. Nothing is written or sent.', days: 'Days to look back', go: 'Rehearse', stop: 'Cancel', going: 'Looking back …',
  fired: 'It would have run {{count}} times', looked: '{{count}} changes or moments looked at', never: 'It would not have run once in this time', day: '{{day}}: {{count}} times', limited: 'There was too much: nothing before {{at}} was looked at', failed: 'Another {{count}} times its conditions failed: {{error}}',
  asNow: 'These come from other records and are taken as they are now: {{paths}}', samples: 'The latest', gone: 'A record you may not see', nothing: 'No steps', setsOff: 'It would set off', setsOffMore: 'More would follow; that was not worked out', onNow: 'This record could not be put back to how it was; the steps are worked out on it as it is now', noPast: 'What a person or another rule sets off has no past to rehearse.', would: 'What it would do', idle: 'It would change nothing', perDay: 'Runs per day',
  shadow: 'Run in shadow', shadowHint: 'It is set off as ever and its runs say what it would do, but nothing is written or sent', shadowTag: 'In shadow', ran: '{{count}} runs in 7 days', last: 'Last {{at}}', failures: '{{count}} failed', notYet: 'It has not run yet', more: '{{count}}+', held: '{{count}} held back, until {{at}}', limit: 'How often it may run', limitHint: 'What is over that runs later, none is lost. When empty, a rule that reaches outside 1,000 times a minute, any other as often as it likes.', noLimit: 'No limit', window: 'In how long', 'per.1m': 'a minute', 'per.10m': 'in 10 minutes', 'per.1h': 'an hour', 'per.1d': 'a day',
});

export const useT = rehearsalWords.useT;
export type RehearsalWord = Parameters<ReturnType<typeof useT>>[0];
