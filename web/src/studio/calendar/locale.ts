/** Words of the calendar of working days. */
import { locale } from '@/i18n';

export const calendarWords = locale('studio.calendar', {
  calendar: '工作日历', hint: '只数工作日的规则和等待按这张日历走。点一天来调整：工作日变成放假，休息日变成补班。', year: '{{year}} 年', before: '上一年', after: '下一年', weekdays: '每周哪几天工作', holidays: '假期', addHoliday: '添加假期', from: '从哪天到哪天', name: '名称', holidayName: '假期名称', remove: '删除 {{name}}', noHolidays: '{{year}} 年还没有假期', noHolidaysHint: '国家公布下一年的放假安排后，在这里添加。', makeUp: '补班日', noMakeUp: '没有补班日',
  worked: '上班', weekend: '休息', holiday: '放假', made_up: '补班', details: '假期与工作周', count: '全年 {{count}} 个工作日', mon: '一', tue: '二', wed: '三', thu: '四', fri: '五', sat: '六', sun: '日', say: '{{number}} 日 周{{weekday}}，{{kind}}（{{day}}）', keys: '方向键移动，空格或回车调整',
}, {
  calendar: 'Working calendar', hint: 'Rules and waits that count working days go by it. Click a day to change it: a working day becomes a holiday, a day off is worked to make up.', year: '{{year}}', before: 'The year before', after: 'The year after', weekdays: 'Days of the week that are worked', holidays: 'Holidays', addHoliday: 'Add a holiday', from: 'From and to', name: 'Name', holidayName: 'Name of the holiday', remove: 'Remove {{name}}', noHolidays: 'No holidays in {{year}} yet', noHolidaysHint: 'Add those of the next year here as soon as they are known.', makeUp: 'Days worked to make up', noMakeUp: 'There are none',
  worked: 'worked', weekend: 'off', holiday: 'holiday', made_up: 'worked to make up', details: 'Holidays and working week', count: '{{count}} working days in the year', mon: 'Mon', tue: 'Tue', wed: 'Wed', thu: 'Thu', fri: 'Fri', sat: 'Sat', sun: 'Sun', say: '{{number}}, {{weekday}} {{day}}, {{kind}}', keys: 'Arrow keys go from day to day, Space or Enter changes one',
});

export const useT = calendarWords.useT;
