/** The icons that a catalog may name, and how one is drawn. Knows no object. */
import {
  Activity, Archive, BadgeCheck, BarChart3, Bell, BookOpen, Box, Briefcase, Building2, Calendar, CheckSquare, CircleDot, ClipboardList,
  Clock, Coins, CreditCard, Factory, FileSignature, FileText, Flag, Folder, Gauge, Gift, Globe, GraduationCap, Handshake, Heart, Home,
  Hotel, IdCard, Inbox, Landmark, Layers, LayoutDashboard, Lightbulb, LineChart, Link2, ListChecks, Mail, Map, MapPin, Megaphone,
  MessageSquare, Package, Phone, PieChart, Receipt, Rocket, School, Settings, Shield, ShoppingCart, Sparkles, Star, Store, Table2, Tag,
  Target, Ticket, Trophy, Truck, User, UserPlus, Users, Wallet, Wrench, Zap, type LucideIcon,
} from 'lucide-react';

export type { LucideIcon };

/** Names an administrator may choose from, in the order of a picker. */
export const icons: Record<string, LucideIcon> = {
  building: Building2, user: User, users: Users, 'user-plus': UserPlus, 'id-card': IdCard, handshake: Handshake, target: Target,
  trophy: Trophy, funnel: Activity, activity: Activity, briefcase: Briefcase, message: MessageSquare, phone: Phone, mail: Mail,
  calendar: Calendar, clock: Clock, check: CheckSquare, list: ListChecks, clipboard: ClipboardList, file: FileText,
  signature: FileSignature, receipt: Receipt, wallet: Wallet, coins: Coins, card: CreditCard, package: Package, box: Box, cart: ShoppingCart,
  store: Store, truck: Truck, factory: Factory, government: Landmark, hotel: Hotel, school: School, education: GraduationCap, home: Home,
  dashboard: LayoutDashboard, chart: BarChart3, line: LineChart, pie: PieChart, gauge: Gauge, table: Table2, layers: Layers, folder: Folder,
  archive: Archive, inbox: Inbox, book: BookOpen, tag: Tag, ticket: Ticket, flag: Flag, star: Star, heart: Heart, gift: Gift,
  megaphone: Megaphone, bell: Bell, bulb: Lightbulb, rocket: Rocket, sparkles: Sparkles, zap: Zap, wrench: Wrench, settings: Settings,
  shield: Shield, badge: BadgeCheck, globe: Globe, map: Map, pin: MapPin, link: Link2, dot: CircleDot,
};

/** Other words people use for the same picture. */
const aliases: Record<string, string> = {
  team: 'users', contacts: 'users', people: 'users', person: 'user', contact: 'id-card', 'user-add': 'user-plus', 'building-2': 'building',
  company: 'building', idcard: 'id-card', shop: 'store', comment: 'message', 'message-square': 'message', chat: 'message', 'file-text': 'file',
  'file-signature': 'signature', 'file-done': 'signature', 'file-check': 'signature', dollar: 'coins', money: 'wallet',
  payment: 'wallet', 'credit-card': 'card', banknote: 'wallet', 'dollar-sign': 'coins', 'circle-dollar-sign': 'coins',
  'check-square': 'check', 'check-circle': 'check', task: 'check', 'list-checks': 'list', 'list-todo': 'list', 'clipboard-list': 'clipboard',
  product: 'package', appstore: 'package', shopping: 'cart', 'shopping-cart': 'cart', filter: 'funnel', aim: 'target', fund: 'line',
  'bar-chart': 'chart', 'bar-chart-3': 'chart', 'line-chart': 'line', bank: 'building', 'pie-chart': 'pie', 'layout-dashboard': 'dashboard', 'map-pin': 'pin',
  'graduation-cap': 'education', landmark: 'government', lightbulb: 'bulb', tool: 'wrench', 'shopping-bag': 'cart', schedule: 'clock',
};

export function iconNamed(name: string | null | undefined): LucideIcon {
  const key = (name ?? '').toLowerCase().replaceAll('_', '-');
  return icons[key] ?? icons[aliases[key] ?? ''] ?? Table2;
}

export function NamedIcon({ name, size = 16 }: { name: string | null | undefined; size?: number }) {
  const Icon = iconNamed(name);
  return <Icon size={size} aria-hidden strokeWidth={1.75} />;
}
