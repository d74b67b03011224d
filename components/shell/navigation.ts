import {
  ArrowLeftRight,
  BookUser,
  CalendarDays,
  ChartColumn,
  Inbox,
  type LucideIcon,
  MessageSquareQuote,
  ScrollText,
  Send,
  Settings2,
  Siren,
  SquareStack,
} from "lucide-react";

export type ShellRole =
  | "CARE_PROVIDER"
  | "DESK"
  | "MDO_COORDINATOR"
  | "ADMINISTRATOR"
  | "PRIVACY_OFFICER"
  | "OPERATOR";

export type NavigationEntry = {
  key:
    | "inbox"
    | "studies"
    | "sent"
    | "requests"
    | "meetings"
    | "emergency"
    | "figures"
    | "transfers"
    | "directory"
    | "audit"
    | "admin";
  href: string;
  icon: LucideIcon;
  roles: readonly ShellRole[];
  place: "top" | "bottom";
};

const CARE: readonly ShellRole[] = ["CARE_PROVIDER", "DESK", "MDO_COORDINATOR"];

/** What there is to go to, and for whom. The verbs behind the pages authorise; this only leaves out what is refused. */
const ENTRIES: readonly NavigationEntry[] = [
  { key: "inbox", href: "/inbox", icon: Inbox, roles: CARE, place: "top" },
  { key: "studies", href: "/studies", icon: SquareStack, roles: [...CARE, "ADMINISTRATOR"], place: "top" },
  { key: "sent", href: "/sent", icon: Send, roles: CARE, place: "top" },
  { key: "emergency", href: "/emergency", icon: Siren, roles: CARE, place: "top" },
  { key: "requests", href: "/requests", icon: MessageSquareQuote, roles: CARE, place: "top" },
  { key: "meetings", href: "/meetings", icon: CalendarDays, roles: CARE, place: "top" },
  {
    key: "transfers",
    href: "/transfers",
    icon: ArrowLeftRight,
    roles: ["DESK", "ADMINISTRATOR"],
    place: "top",
  },
  {
    key: "directory",
    href: "/directory",
    icon: BookUser,
    roles: [...CARE, "ADMINISTRATOR", "PRIVACY_OFFICER", "OPERATOR"],
    place: "top",
  },
  {
    key: "figures",
    href: "/figures",
    icon: ChartColumn,
    roles: ["DESK", "MDO_COORDINATOR", "ADMINISTRATOR", "OPERATOR"],
    place: "bottom",
  },
  { key: "audit", href: "/audit", icon: ScrollText, roles: ["PRIVACY_OFFICER"], place: "bottom" },
  {
    key: "admin",
    href: "/administration",
    icon: Settings2,
    roles: ["ADMINISTRATOR", "OPERATOR"],
    place: "bottom",
  },
];

export function navigationFor(roles: readonly ShellRole[], hasMeetings = false): NavigationEntry[] {
  return ENTRIES.filter(
    (entry) => entry.roles.some((role) => roles.includes(role)) && (entry.key !== "meetings" || hasMeetings),
  );
}

/** Where `/` leads to. */
export function homeFor(roles: readonly ShellRole[]): string {
  return navigationFor(roles)[0]?.href ?? "/directory";
}

/** Who may bring studies in. */
export function canUpload(roles: readonly ShellRole[]): boolean {
  return (["CARE_PROVIDER", "DESK", "ADMINISTRATOR"] as const).some((role) => roles.includes(role));
}

export function canSend(roles: readonly ShellRole[]): boolean {
  return roles.some((role) => CARE.includes(role));
}

export function canSearchStudies(roles: readonly ShellRole[]): boolean {
  return roles.some((role) => CARE.includes(role) || role === "ADMINISTRATOR");
}
