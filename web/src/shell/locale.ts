/** Words of the shell. */
import { locale } from '@/i18n';

export const words = locale('shell', {
  nav: '主导航', collapse: '收起导航', expand: '展开导航', search: '搜索', searchHint: '搜索记录、视图和操作…', notices: '通知', language: '切换语言',
  theme: '主题', 'theme.light': '浅色', 'theme.dark': '深色', 'theme.auto': '跟随系统', me: '我', profile: '个人设置', signOut: '退出登录',
  studio: '工作室', editFields: '编辑字段与表单', editPipeline: '编辑流程', editViews: '编辑视图', recycle: '回收站', users: '用户', organisation: '组织架构', audit: '审计日志', runs: '自动化运行', handover: '转接', approvals: '审批', today: '今天', dueNow: '{{count}} 件到期', allNotices: '查看全部通知', waiting: '{{count}} 项待审批', admin: '管理', home: '首页', create: '新建', createWhat: '新建什么？',
  noNotices: '还没有通知', noNoticesHint: '有事需要您知道时，会出现在这里。', readAll: '全部标为已读', unread: '{{count}} 条未读',
  'group.records': '记录', 'group.go': '前往', 'group.views': '视图', 'group.actions': '操作', 'group.settings': '设置',
  newOne: '新建{{object}}', importTo: '导入{{object}}', toDark: '切换到深色', toLight: '切换到浅色', toOther: 'Switch to English',
  nothing: '没有找到“{{q}}”', nothingHint: '换个词试试，可以输入拼音首字母', keysHint: '↑↓ 选择 · Enter 打开 · Esc 关闭', skip: '跳到内容', menu: '菜单',
  allMenu: '全部', eyesOf: '正在以“{{name}}”的视角查看', eyesHint: '只能看，不能修改；开始和结束都已记入审计日志', eyesEnd: '结束查看', look: '以{{name}}的视角查看', lookAsk: '以“{{name}}”的视角查看？', lookGo: '开始查看', notMine: '这里是本人的设置', notMineHint: '以他人视角查看时，看不到对方的登录、令牌和密码。',
}, {
  nav: 'Main navigation', collapse: 'Collapse navigation', expand: 'Expand navigation', search: 'Search', searchHint: 'Search records, views and actions…',
  notices: 'Notices', language: 'Switch language', theme: 'Theme', 'theme.light': 'Light', 'theme.dark': 'Dark', 'theme.auto': 'As the system', me: 'Me',
  profile: 'Profile', signOut: 'Sign out', studio: 'Studio', editFields: 'Edit fields and form', editPipeline: 'Edit pipeline', editViews: 'Edit views', recycle: 'Recycle bin', users: 'Users', organisation: 'Organisation', audit: 'Audit log', runs: 'Automation runs', handover: 'Handover', approvals: 'Approvals', today: 'Today', dueNow: '{{count}} due', allNotices: 'See all notices', waiting: '{{count}} waiting', admin: 'Administration', home: 'Home',
  create: 'New', createWhat: 'Create what?', noNotices: 'No notices yet', noNoticesHint: 'What you should know will appear here.',
  readAll: 'Mark all as read', unread: '{{count}} unread', 'group.records': 'Records', 'group.go': 'Go to', 'group.views': 'Views',
  'group.actions': 'Actions', 'group.settings': 'Settings', newOne: 'New {{object}}', importTo: 'Import {{object}}',
  toDark: 'Switch to dark', toLight: 'Switch to light', toOther: '切换到中文', nothing: 'Nothing found for "{{q}}"',
  nothingHint: 'Try another word; pinyin initials work too', keysHint: '↑↓ choose · Enter open · Esc close', skip: 'Skip to content', menu: 'Menu',
  allMenu: 'All', eyesOf: 'Looking through the eyes of {{name}}', eyesHint: 'You can look and change nothing; begin and end are in the audit log', eyesEnd: 'Stop looking', look: 'Look through the eyes of {{name}}', lookAsk: 'Look through the eyes of {{name}}?', lookGo: 'Look',
  notMine: 'These settings are personal', notMineHint: 'Sessions, tokens and passwords are not shown through another’s eyes.',
});

export const useT = words.useT;
