"use client";

import { Switch as Primitive } from "radix-ui";
import { type ComponentProps, type ReactNode, useId } from "react";

type SwitchProps = ComponentProps<typeof Primitive.Root> & { label: ReactNode; hint?: ReactNode };

/** Something that takes effect at once; in a form that is saved later use a Checkbox. */
export function Switch({ label, hint, id, ...props }: SwitchProps) {
  const ownId = useId();
  const switchId = id ?? ownId;
  return (
    <div className="flex items-start gap-3">
      <Primitive.Root
        id={switchId}
        aria-describedby={hint ? `${switchId}-hint` : undefined}
        className="h-6 w-10 shrink-0 rounded-full border border-line-strong bg-sunken p-0.5 disabled:opacity-50 data-[state=checked]:border-accent data-[state=checked]:bg-accent"
        {...props}
      >
        <Primitive.Thumb className="block size-4.5 rounded-full bg-line-strong transition-transform data-[state=checked]:translate-x-4 data-[state=checked]:bg-on-accent" />
      </Primitive.Root>
      <div>
        <label htmlFor={switchId} className="block text-sm leading-6">
          {label}
        </label>
        {hint && (
          <p id={`${switchId}-hint`} className="text-sm text-muted">
            {hint}
          </p>
        )}
      </div>
    </div>
  );
}
