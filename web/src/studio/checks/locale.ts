/** Words of checks and duplicate rules. */
import { locale } from '@/i18n';

export const words = locale('checks', {
  checks: '校验', checksHint: '保存前检查整条记录；满足条件就不让保存，并说明原因。对界面、接口、导入和规则都有效。', addCheck: '添加校验', noChecks: '还没有校验',
  duplicates: '查重', duplicatesHint: '几个字段的值都相同（且都不为空）就算重复。', addDuplicate: '添加查重', noDuplicates: '还没有查重规则',
  refuseWhen: '满足这些条件时，不让保存', message: '告诉用户', messageHint: '说明哪里不对、怎样改才对', field: '显示在哪个字段旁', atTop: '不指定（显示在最上面）', freshMessage: '请检查填写的内容',
  fields: '这些字段都相同时', action: '怎么办', 'action.warn': '提醒，可以仍然保存', 'action.refuse': '不让保存', ownMessage: '提示文字', ownMessageHint: '不填就用默认的说法', remove: '删除',
  said: '{{filter}}时，不让保存', 'saidDuplicate.warn': '{{fields}}相同时，提醒可能重复', 'saidDuplicate.refuse': '{{fields}}相同时，不让保存', noFields: '（未选字段）', choose: '选择左边的一条来修改',
}, {
  checks: 'Checks', checksHint: 'The whole record is looked at before it is saved; where a condition is met it is refused, with the reason. The same for people, the API, imports and rules.', addCheck: 'Add check', noChecks: 'No checks yet',
  duplicates: 'Duplicates', duplicatesHint: 'Records whose fields all have the same values (none of them empty) are duplicates.', addDuplicate: 'Add duplicate rule', noDuplicates: 'No duplicate rules yet',
  refuseWhen: 'Refuse to save when', message: 'What people are told', messageHint: 'Say what is wrong and what would be right', field: 'Shown beside the field', atTop: 'None (shown at the top)', freshMessage: 'Please check what you entered',
  fields: 'When all of these are equal', action: 'What happens', 'action.warn': 'Warn; it can be saved anyway', 'action.refuse': 'Refuse to save', ownMessage: 'What people are told', ownMessageHint: 'A usual phrase when empty', remove: 'Remove',
  said: 'Refused when {{filter}}', 'saidDuplicate.warn': 'Warned of when equal: {{fields}}', 'saidDuplicate.refuse': 'Refused when equal: {{fields}}', noFields: '(no fields chosen)', choose: 'Choose one on the left to change it',
});

export const useT = words.useT;
