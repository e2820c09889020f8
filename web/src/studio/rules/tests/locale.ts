/** Words of the tests of a rule. */
import { locale } from '@/i18n';

export const testWords = locale('studio.tests', {
  tests: '测试', hint: '写明给定什么、发生什么、之后应该怎样。发布前会自动运行，没通过就不能发布。', add: '添加测试', fresh: '新测试', run: '运行 {{count}} 个测试', again: '改动后还没有运行', passed: '通过', failed: '未通过', allPassed: '{{count}} 个测试全部通过', someFailed: '{{count}} 个测试没有通过', wrongRule: '规则或配置有问题，还不能运行测试', test: '测试', back: '规则设置',
  name: '说明什么', remove: '删除测试', given: '给定', clock: '开始的时间', clockHint: '不填为 2026 年 1 月 5 日 9:00', records: '先有这些记录', addRecord: '添加记录', removeRecord: '移除 {{name}}', record: '这条{{object}}原来是', when: '发生', happening: '发生了什么',
  'when.create': '新建它', 'when.form': '有人提交了表单', 'when.update': '修改它', 'when.move': '移到阶段', 'when.date': '时间到了', 'when.delete': '删除它', 'when.restore': '从回收站恢复', 'when.press': '按下按钮', stage: '哪个阶段', moment: '什么时间', other: '这里没有表单的写法（JSON）',
  then: '之后应该', fires: '规则执行了', after: '这条{{object}}变成', created: '新建了这些记录', addCreated: '添加应新建的记录', notices: '发出的通知条数', noticesAny: '不检查', setNothing: '不填任何字段', checkNothing: '不检查任何字段', addField: '添加字段', removeField: '移除 {{name}}', led: '哪条记录', ledNone: '先在“先有这些记录”里添加一条{{object}}', unknownField: '没有这个字段',
}, {
  tests: 'Tests', hint: 'Each says what is given, what happens and what must have come of it. They run before each publish; a red one stops it.', add: 'Add a test', fresh: 'New test', run: 'Run {{count}} tests', run_one: 'Run {{count}} test', again: 'Not run since it was changed', passed: 'Passed', failed: 'Failed', allPassed: 'All {{count}} tests passed', allPassed_one: 'The test passed', someFailed: '{{count}} tests failed', someFailed_one: '{{count}} test failed', wrongRule: 'The draft has problems; the tests cannot run yet', test: 'Test', back: 'The rule',
  name: 'What it shows', remove: 'Delete test', given: 'Given', clock: 'The clock shows', clockHint: 'When empty, 9:00 on 5 January 2026', records: 'Records there are', addRecord: 'Add a record', removeRecord: 'Remove {{name}}', record: 'The {{object}} as it is', when: 'When', happening: 'What happens',
  'when.create': 'It is created', 'when.form': 'The form is submitted', 'when.update': 'It is changed', 'when.move': 'It goes to a stage', 'when.date': 'Time passes', 'when.delete': 'It is deleted', 'when.restore': 'It is restored', 'when.press': 'The button is pressed', stage: 'Which stage', moment: 'Until', other: 'There is no form for this (JSON)',
  then: 'Then', fires: 'The rule ran', after: 'The {{object}} is', created: 'Records were created', addCreated: 'Expect a record', notices: 'Notices sent', noticesAny: 'Not looked at', setNothing: 'No fields are set', checkNothing: 'No fields are looked at', addField: 'Add field', removeField: 'Remove {{name}}', led: 'Which record', ledNone: 'First add a {{object}} under “Records there are”', unknownField: 'There is no such field',
});

export const useT = testWords.useT;
