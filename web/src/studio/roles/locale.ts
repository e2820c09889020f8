/** Words of roles. */
import { locale } from '@/i18n';

export const roleWords = locale('studio.roles', {
  roles: '角色', hint: '角色决定每个人能看到和操作哪些记录；一个人有多个角色时，权限相加。发布后立即生效。', add: '新增角色', newRole: '新角色', none: '还没有角色', choose: '选择角色', settings: '角色设置', name: '名称', remove: '删除角色', removeSure: '删除角色“{{name}}”？', removeHint: '只有这个角色的人，发布后将什么也看不到。', toMatrix: '返回角色设置',
  object: '对象', others: '其他对象', othersHint: '没有单独设置的对象都按这一行', all: '全部权限', allHint: '对全部记录可以做任何事', same: '同“其他对象”', own: '单独设置', drop: '恢复为同“其他对象”', nothing: '不可以', editRow: '修改{{name}}的权限',
  'action.read': '查看', 'action.update': '修改', 'action.delete': '删除', 'action.transfer': '转给他人', 'action.merge': '合并', 'action.export': '导出', 'action.create': '新建', 'action.import': '导入', 'action.bulk': '批量修改',
  'scope.own': '自己的', 'scope.shared': '共享给我的', 'scope.department': '本部门的', 'scope.department_below': '本部门及下级的', 'scope.all': '全部', 'scope.filter': '符合条件的', filterOf: '条件：{{filter}}', follow: '跟随{{field}}', which: '哪些记录', noneChosen: '不可以（选择哪些记录可以）', addFilter: '符合条件的…', condition: '{{action}}：符合这些条件的',
  fields: '字段', fieldsHint: '没有列出的字段可以查看和修改。', addField: '限制一个字段', free: '不再限制{{name}}', 'field.write': '可读写', 'field.read': '只读', 'field.mask': '部分显示', 'field.hidden': '隐藏', fieldRight: '{{name}}的权限', maskHint: '新建记录时可以填写，保存后只看到一部分，也不能再修改。', shape: '显示为', 'shape.phone': '电话：138****5678', 'shape.email': '邮箱：z****@example.com', 'shape.keep': '只留首尾几个字', first: '开头', last: '结尾', reveal: '可以查看完整内容（会记录下来）',
  moves: '可以移到的阶段', limitMoves: '限制{{name}}可以移到的阶段', stages: '{{name}}的阶段',
  hide: '隐藏', hideHint: '有这个角色的人看不到这些视图、仪表盘和按钮；另有角色没有隐藏的，仍然能看到。', hideNone: '不隐藏', 'hide.views': '视图', 'hide.dashboards': '仪表盘', 'hide.buttons': '按钮',
  administer: '管理', 'administer.catalog': '工作室：对象、表单、流程、规则', 'administer.users': '用户、部门和角色分配', 'administer.data': '彻底删除、公共视图、导入系统字段', 'administer.audit': '审计日志', exportLimit: '每天最多导出的行数', noLimit: '不限', rows: '行',
}, {
  roles: 'Roles', hint: 'Roles say which records people see and what they may do with them; the rights of several roles add up. Live as soon as it is published.', add: 'Add role', newRole: 'New role', none: 'No roles yet', choose: 'Choose a role', settings: 'Role settings', name: 'Name', remove: 'Remove role', removeSure: 'Remove the role “{{name}}”?', removeHint: 'People who have no other role will see nothing once this is published.', toMatrix: 'Back to the role',
  object: 'Object', others: 'Every other object', othersHint: 'Holds for all objects that are not set apart', all: 'Everything', allHint: 'Anything, with all records', same: 'Like every other object', own: 'Set apart', drop: 'Make it like every other object', nothing: 'No', editRow: 'Change the rights to {{name}}',
  'action.read': 'Read', 'action.update': 'Change', 'action.delete': 'Delete', 'action.transfer': 'Give away', 'action.merge': 'Merge', 'action.export': 'Export', 'action.create': 'Create', 'action.import': 'Import', 'action.bulk': 'Change many',
  'scope.own': 'own', 'scope.shared': 'shared with me', 'scope.department': 'of my department', 'scope.department_below': 'of my department and below', 'scope.all': 'all', 'scope.filter': 'meeting a condition', filterOf: 'where {{filter}}', follow: 'following {{field}}', which: 'Which records', noneChosen: 'None (choose which records)', addFilter: 'Meeting a condition…', condition: '{{action}}: those that meet',
  fields: 'Fields', fieldsHint: 'Fields that are not listed can be read and changed.', addField: 'Restrict a field', free: 'Restrict {{name}} no more', 'field.write': 'Read and write', 'field.read': 'Read only', 'field.mask': 'Shown in part', 'field.hidden': 'Hidden', fieldRight: 'Right to {{name}}', maskHint: 'Filled in on a new record; from then on seen in part, and not changed.', shape: 'Shown as', 'shape.phone': 'Phone: 138****5678', 'shape.email': 'E-mail: z****@example.com', 'shape.keep': 'Its first and last letters', first: 'First', last: 'Last', reveal: 'The whole may be asked for (written down)',
  moves: 'Stages it may move to', limitMoves: 'Limit the stages of {{name}}', stages: 'Stages of {{name}}',
  hide: 'Hidden', hideHint: 'People with this role do not get these views, dashboards and buttons, unless another of their roles does not hide them.', hideNone: 'Nothing', 'hide.views': 'Views', 'hide.dashboards': 'Dashboards', 'hide.buttons': 'Buttons',
  administer: 'Looks after', 'administer.catalog': 'Studio: objects, forms, pipelines, rules', 'administer.users': 'People, departments and their roles', 'administer.data': 'Deleting for good, shared views, import of system fields', 'administer.audit': 'Audit log', exportLimit: 'Rows exported a day, at most', noLimit: 'No limit', rows: 'rows',
});

export const useT = roleWords.useT;
