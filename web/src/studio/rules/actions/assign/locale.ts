/** Words of who gets a record. */
import { locale } from '@/i18n';

export const assignWords = locale('studio.assign', {
  'how.load': '给手上最少的人', 'how.weight': '按权重轮流', 'how.table': '按条件查表', peopleAlso: '还有满足条件的人', open: '只数满足条件的记录', person: '第 {{row}} 人', weight: '权重', addPerson: '添加一人', removePerson: '移除第 {{row}} 人', row: '第 {{row}} 行', rowIf: '记录满足', rowAny: '不填则所有记录', addRow: '添加一行', removeRow: '移除第 {{row}} 行',
  present: '只分给在岗的人', presentHint: '在工作日历的工作时间内，并且没有请假；指定的一个人请假时给代理人', otherwise: '没有人时', 'otherwise.fail': '运行失败并提示', 'otherwise.leave': '不分配，继续往下', 'otherwise.wait': '等到有人在岗', 'otherwise.person': '给另一个人', otherwiseWho: '给谁',
  'say.load': '分配给手上最少的人', 'say.weight': '按权重分配给{{who}}', 'say.table': '按表分配', 'say.present': '{{said}}（只分给在岗的人）',
}, {
  'how.load': 'Whoever has the fewest', 'how.weight': 'By weight', 'how.table': 'By a table', peopleAlso: 'And everybody who matches', open: 'Count only records that match', person: 'Person {{row}}', weight: 'Weight', addPerson: 'Add a person', removePerson: 'Remove person {{row}}', row: 'Row {{row}}', rowIf: 'The record matches', rowAny: 'When empty, every record', addRow: 'Add a row', removeRow: 'Remove row {{row}}',
  present: 'Only people who are there', presentHint: 'Within the working hours of the calendar and not away; for one person who is away, their deputy', otherwise: 'When there is nobody', 'otherwise.fail': 'The run fails and says so', 'otherwise.leave': 'Leave it and go on', 'otherwise.wait': 'Wait until somebody is there', 'otherwise.person': 'Somebody else', otherwiseWho: 'To whom',
  'say.load': 'assign it to whoever has the fewest', 'say.weight': 'assign it by weight to {{who}}', 'say.table': 'assign it by a table', 'say.present': '{{said}} (only people who are there)',
});

export const useAssignT = assignWords.useT;
