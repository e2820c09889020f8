/** Words of the filter builder and of filters said as a sentence. */
import { locale } from '@/i18n';

export const filterWords = locale('filter', {
  where: '满足', all: '以下全部', any: '以下任一', notAll: '以下不全满足', notAny: '以下全不满足', addTerm: '添加条件', addGroup: '添加条件组', removeTerm: '移除条件', removeGroup: '移除条件组',
  field: '字段', operator: '比较方式', own: '本对象', counts: '关联记录数', compareField: '与另一个字段比较', compareValue: '与一个值比较', otherField: '另一个字段',
  unknownField: '{{path}}（找不到）', countOf: '{{label}}的数量', none: '没有条件', and: '且', or: '或', not: '不满足（{{inner}}）', blank: '…', me: '我', and2: '{{a}} 和 {{b}}', said: '{{field}}{{op}}{{value}}',
  saidBare: '{{field}}{{op}}', group: '条件组',
}, {
  where: 'Where', all: 'all of these hold', any: 'any of these holds', notAll: 'not all of these hold', notAny: 'none of these holds', addTerm: 'Add condition',
  addGroup: 'Add group', removeTerm: 'Remove condition', removeGroup: 'Remove group', field: 'Field', operator: 'Comparison', own: 'This object',
  counts: 'Related records', compareField: 'Compare with another field', compareValue: 'Compare with a value', otherField: 'Another field',
  unknownField: '{{path}} (not found)', countOf: 'Number of {{label}}', none: 'No conditions', and: 'and', or: 'or', not: 'not ({{inner}})', blank: '…', me: 'me',
  and2: '{{a}} and {{b}}', said: '{{field}} {{op}} {{value}}', saidBare: '{{field}} {{op}}', group: 'Group of conditions',
});

export const useT = filterWords.useT;
