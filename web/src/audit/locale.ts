/** Words of the audit log. */
import { locale } from '@/i18n';

export const words = locale('audit', {
  audit: '审计日志', person: '人员', kind: '事件', object: '对象', from: '从', to: '到', search: '搜索详情、地址、设备', export: '导出', xlsx: '导出 Excel', csv: '导出 CSV',
  retention: '保留期限', retentionHint: '超过期限的日志会自动删除，删除本身也会记录。记录的变更保存在时间线里，不受影响。', forever: '永久保留', days: '{{count}} 天', saved: '已保存',
  empty: '没有符合条件的日志', emptyHint: '换个条件试试', more: '加载更多', system: '系统', unknown: '未知人员', emptied: '空', gone: '已删除的记录', clear: '清除条件',
  'kind.sign_in': '登录', 'kind.sign_in_failed': '登录失败', 'kind.sign_out': '退出登录', 'kind.locked_out': '账号被锁定', 'kind.password_changed': '密码修改',
  'kind.two_factor_on': '开启两步验证', 'kind.two_factor_off': '关闭两步验证', 'kind.token_made': '创建令牌', 'kind.token_revoked': '撤销令牌',
  'kind.session_revoked': '结束会话', 'kind.identity_unlinked': '解除单点登录账号', 'kind.invited': '邀请用户', 'kind.password_forgotten': '申请重设密码', 'kind.permission': '权限变更', 'kind.catalog': '发布配置', 'kind.reveal': '查看隐藏内容',
  'kind.export': '导出数据', 'kind.purge': '彻底删除', 'kind.share': '共享', 'kind.handover': '转接', 'kind.look_through': '以他人视角查看', 'kind.who_sees': '查询谁能看到', 'access.read': '可查看', 'access.write': '可修改', 'access.none': '无', 'step.begin': '开始', 'step.end': '结束', 'kind.setting': '修改设置',
  'kind.retention': '清理日志', 'kind.key_rotated': '更换密钥', 'kind.created': '新建记录', 'kind.updated': '修改记录', 'kind.moved': '移动阶段',
  'kind.deleted': '删除记录', 'kind.restored': '恢复记录', 'kind.purged': '记录被彻底删除', 'kind.note': '备注', 'kind.merged': '合并记录', 'kind.approval': '审批',
  'group.log': '人员与系统', 'group.records': '记录变更', rows: '{{count}} 行', version: '版本 {{version}}', files: '{{count}} 个文件', removed: '{{count}} 条',
}, {
  audit: 'Audit log', person: 'Person', kind: 'What', object: 'Object', from: 'From', to: 'To', search: 'Search details, address, device', export: 'Export',
  xlsx: 'Export as Excel', csv: 'Export as CSV', retention: 'Kept for',
  retentionHint: 'Older entries are removed by themselves, and that is noted too. Changes of records stay on their timelines in any case.',
  forever: 'For ever', days: '{{count}} days', saved: 'Saved', empty: 'Nothing matches', emptyHint: 'Try other conditions', more: 'Load more', system: 'System',
  unknown: 'Somebody unknown', emptied: 'empty', gone: 'A deleted record', clear: 'Clear',
  'kind.sign_in': 'Signed in', 'kind.sign_in_failed': 'Sign-in failed', 'kind.sign_out': 'Signed out', 'kind.locked_out': 'Locked out',
  'kind.password_changed': 'Password changed', 'kind.two_factor_on': 'Two-factor on', 'kind.two_factor_off': 'Two-factor off', 'kind.token_made': 'Token made',
  'kind.token_revoked': 'Token revoked', 'kind.session_revoked': 'Session ended', 'kind.identity_unlinked': 'Single sign-on account unlinked', 'kind.invited': 'Invited', 'kind.password_forgotten': 'New password asked for', 'kind.permission': 'Rights changed',
  'kind.catalog': 'Configuration published', 'kind.reveal': 'Masked value read', 'kind.export': 'Exported', 'kind.purge': 'Purged', 'kind.share': 'Shared',
  'kind.handover': 'Handed over', 'kind.look_through': 'Looked through another’s eyes', 'kind.who_sees': 'Asked who sees it', 'access.read': 'may read', 'access.write': 'may change', 'access.none': 'none', 'step.begin': 'begun', 'step.end': 'ended', 'kind.setting': 'Setting changed', 'kind.retention': 'Log cleaned up',
  'kind.key_rotated': 'Key rotated', 'kind.created': 'Record created', 'kind.updated': 'Record changed', 'kind.moved': 'Stage moved', 'kind.deleted': 'Record deleted',
  'kind.restored': 'Record restored', 'kind.purged': 'Record gone for good', 'kind.note': 'Note', 'kind.merged': 'Records merged', 'kind.approval': 'Approval', 'group.log': 'People and system', 'group.records': 'Changes of records',
  rows: '{{count}} rows', version: 'version {{version}}', files: '{{count}} files', removed: '{{count}} entries',
});

export const useT = words.useT;
