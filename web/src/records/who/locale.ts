/** Words of who sees a record. */
import { locale } from '@/i18n';

export const words = locale('records.who', {
  title: '谁能看到', hint: '能看到这条记录的人，以及为什么。每次查看都会记入审计日志。', search: '按姓名或拼音查找', none: '没有符合的人', noneHint: '换个名字试试。没有列出的人看不到这条记录。', nobody: '没有人能看到这条记录', count: '{{count}} 人能看到', some: '只列出前 {{count}} 人', me: '{{name}}（我）',
  'action.read': '查看', 'action.update': '修改', 'action.delete': '删除', 'action.transfer': '转给他人', 'action.merge': '合并', 'action.export': '导出',
  all: '全部记录', own: '是负责人', shared: '已共享给本人', department: '负责人在同一部门', department_below: '负责人在本部门或下级部门', filter: '符合条件：{{filter}}', follow: '能看到所属的{{field}}', pool: '在「{{pool}}」里，是公海成员',
}, {
  title: 'Who sees this', hint: 'Everybody who sees this record, and why. Each asking is in the audit log.', search: 'Find by name', none: 'Nobody by that name', noneHint: 'Try another name. Whoever is not listed does not see this record.', nobody: 'Nobody sees this record', count: '{{count}} people see it', count_one: '{{count}} person sees it', some: 'Only the first {{count}} people', me: '{{name}} (me)',
  'action.read': 'Read', 'action.update': 'Change', 'action.delete': 'Delete', 'action.transfer': 'Give away', 'action.merge': 'Merge', 'action.export': 'Export',
  all: 'all records', own: 'owns it', shared: 'it is shared with them', department: 'its owner is in the same department', department_below: 'its owner is in their department or below', filter: 'it meets: {{filter}}', follow: 'sees the {{field}} it belongs to', pool: 'it lies in "{{pool}}", to which they belong',
});

export const useT = words.useT;
