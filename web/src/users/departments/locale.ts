/** Words of departments and the people in them. */
import { locale } from '@/i18n';

export const words = locale('users.departments', {
  title: '组织架构', list: '全部用户', tree: '部门', hint: '拖动部门或成员来调整；也可以点按手柄，选择移到哪里。', add: '新建部门', addBelow: '在{{name}}下新建部门', addPerson: '新建用户', none: '还没有部门', noneHint: '新建第一个部门，再把成员放进去。角色可以按部门决定能看到哪些记录。',
  unassigned: '未分配部门', nobody: '这里还没有成员', nobodyHint: '从其他部门拖过来，或新建一个用户。', people: '{{count}} 人', head: '负责人', makeHead: '设为负责人', noHead: '不再担任负责人', isHead: '负责人', manager: '直属上级：{{name}}',
  rename: '重命名{{name}}', open: '打开{{name}}', expand: '展开{{name}}', collapse: '收起{{name}}', grip: '移动{{name}}', moveTo: '把“{{name}}”移到', moveWhere: '移到哪个部门', toTop: '移到最上层', toNone: '不属于任何部门', move: '移动', topLevel: '最上层（拖到这里）',
  moved: '已把“{{name}}”移到“{{to}}”', movedTop: '已把“{{name}}”移到最上层', movedNone: '“{{name}}”已不属于任何部门', undo: '撤销', undone: '已撤销', cycle: '部门不能移到自己的下级部门之下', back: '全部部门', actions: '{{name}}的操作', some: '只显示前 {{count}} 个部门',
}, {
  title: 'Organisation', list: 'All users', tree: 'Departments', hint: 'Drag departments and people to reorganise; or press a handle and choose where to.', add: 'New department', addBelow: 'New department below {{name}}', addPerson: 'New user', none: 'No departments yet', noneHint: 'Make the first one and put people into it. Roles can decide by department which records people see.',
  unassigned: 'In no department', nobody: 'Nobody is here yet', nobodyHint: 'Drag people here from elsewhere, or add a user.', people: '{{count}} people', people_one: '{{count}} person', head: 'Head', makeHead: 'Make head', noHead: 'Head no more', isHead: 'Head', manager: 'Manager: {{name}}',
  rename: 'Rename {{name}}', open: 'Open {{name}}', expand: 'Expand {{name}}', collapse: 'Collapse {{name}}', grip: 'Move {{name}}', moveTo: 'Move “{{name}}” to', moveWhere: 'Which department', toTop: 'To the top', toNone: 'To no department', move: 'Move', topLevel: 'The top (drop here)',
  moved: 'Moved “{{name}}” to “{{to}}”', movedTop: 'Moved “{{name}}” to the top', movedNone: '“{{name}}” is in no department any more', undo: 'Undo', undone: 'Undone', cycle: 'A department cannot go below one that is under it', back: 'All departments', actions: 'Actions of {{name}}', some: 'Only the first {{count}} departments',
});

export const useT = words.useT;
