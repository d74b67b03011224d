import { cva, type VariantProps } from "class-variance-authority";
import {
  CircleAlert,
  CircleCheck,
  CircleDashed,
  CircleX,
  Clock,
  Info,
  type LucideIcon,
  Siren,
} from "lucide-react";
import type { ReactNode } from "react";
import { cn } from "./cn";

const badge = cva(
  "inline-flex items-center gap-1 rounded-sm border px-1.5 text-xs leading-5 font-medium whitespace-nowrap [&_svg]:size-3.5 [&_svg]:shrink-0",
  {
    variants: {
      tone: {
        neutral: "border-line bg-sunken text-text",
        accent: "border-transparent bg-accent-soft text-accent-text",
        ok: "border-transparent bg-ok-soft text-ok",
        warn: "border-transparent bg-warn-soft text-warn",
        danger: "border-transparent bg-danger-soft text-danger",
      },
    },
    defaultVariants: { tone: "neutral" },
  },
);

export type Tone = NonNullable<VariantProps<typeof badge>["tone"]>;

/** A word or a number with no meaning in its colour. */
export function Badge({
  tone,
  className,
  children,
}: {
  tone?: Tone;
  className?: string;
  children: ReactNode;
}) {
  return <span className={cn(badge({ tone }), className)}>{children}</span>;
}

/** A DICOM modality ("CT") with, where known, how many series or instances. */
export function ModalityBadge({ modality, count }: { modality: string; count?: number }) {
  return (
    <span className="inline-flex min-w-8 items-center justify-center gap-1 rounded-sm border border-line bg-sunken px-1.5 text-xs leading-5 font-semibold tracking-wide tabular-nums">
      {modality}
      {count !== undefined && <span className="font-normal text-muted">{count}</span>}
    </span>
  );
}

const ICONS: Record<Tone, LucideIcon> = {
  neutral: CircleDashed,
  accent: Info,
  ok: CircleCheck,
  warn: Clock,
  danger: CircleX,
};

type StatusBadgeProps = {
  /** ok: complete; warn: waits or missing; danger: failed or emergency; accent and neutral: neither. */
  tone: Tone;
  /** Another icon than the tone's own, such as `Siren` for an emergency. */
  icon?: LucideIcon;
  className?: string;
  children: ReactNode;
};

/** A state as colour, icon and word together: never colour alone. */
export function StatusBadge({ tone, icon, className, children }: StatusBadgeProps) {
  const Icon = icon ?? ICONS[tone];
  return (
    <span className={cn(badge({ tone }), className)}>
      <Icon aria-hidden />
      {children}
    </span>
  );
}

export function EmergencyBadge({ children }: { children: ReactNode }) {
  return (
    <span className={cn(badge({ tone: "danger" }), "border-danger bg-danger text-on-danger")}>
      <Siren aria-hidden />
      {children}
    </span>
  );
}

/** A line of advice or warning inside a page or a form. */
export function Notice({
  tone = "accent",
  title,
  children,
}: {
  tone?: Tone;
  title?: ReactNode;
  children?: ReactNode;
}) {
  const Icon = tone === "warn" || tone === "danger" ? CircleAlert : ICONS[tone];
  const colours: Record<Tone, string> = {
    neutral: "bg-sunken text-text",
    accent: "bg-accent-soft text-accent-text",
    ok: "bg-ok-soft text-ok",
    warn: "bg-warn-soft text-warn",
    danger: "bg-danger-soft text-danger",
  };
  return (
    <div className={cn("flex items-start gap-2.5 rounded-md px-3 py-2.5 text-sm", colours[tone])}>
      <Icon aria-hidden className="mt-0.5 size-4 shrink-0" />
      <div className="min-w-0 flex-1">
        {title && <p className="font-semibold">{title}</p>}
        {children && <div className="text-text">{children}</div>}
      </div>
    </div>
  );
}
