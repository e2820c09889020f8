/** Words of why a rule ran or did not. */
import { locale } from '@/i18n';

export const whyWords = locale('rules', {
  why: '为什么没触发？', which: '哪条规则', record: '哪条记录', enabled: '规则已启用', disabled: '规则没有启用', heard: '等的事情发生过', unheard: '等的事情最近没有发生', due: '到期时间 {{at}}', notDue: '没有到期时间', since: '从 {{at}} 起看着', conditions: '条件', holds: '成立', fails: '不成立', ran: '运行过', notRan: '没有运行', unmet: '当时条件不满足', held: '触发太频繁，在排队', expression: '表达式', last: '上次运行', close: '收起', events: '最近的变动',
  'kind.created': '新建', 'kind.updated': '修改', 'kind.moved': '阶段变化', 'kind.deleted': '删除', 'kind.restored': '恢复', 'kind.note': '备注', 'kind.shared': '共享', 'kind.purged': '彻底删除', 'kind.approval': '审批', empty: '空', wait: '等到 {{at}}', send: '会发送给 {{to}}', request: '会发送的内容',
}, {
  why: 'Why did it not run?', which: 'Which rule', record: 'Which record', enabled: 'The rule is on', disabled: 'The rule is switched off', heard: 'What it waits for happened', unheard: 'What it waits for did not happen lately', due: 'Due at {{at}}', notDue: 'Never due', since: 'Watches since {{at}}', conditions: 'Conditions', holds: 'met', fails: 'not met', ran: 'ran', notRan: 'did not run', unmet: 'its conditions were not met then', held: 'held back: it fires too often', expression: 'Expression', last: 'Last run', close: 'Close', events: 'What happened lately',
  'kind.created': 'Created', 'kind.updated': 'Changed', 'kind.moved': 'Moved', 'kind.deleted': 'Deleted', 'kind.restored': 'Restored', 'kind.note': 'Note', 'kind.shared': 'Shared', 'kind.purged': 'Purged', 'kind.approval': 'Approval', empty: 'nothing', wait: 'Waits until {{at}}', send: 'Would be sent to {{to}}', request: 'What would be sent',
});

export const useT = whyWords.useT;
export type WhyWord = Parameters<ReturnType<typeof useT>>[0];
