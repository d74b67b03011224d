"use client";

import { type ChangeEvent, type ComponentProps, type Ref, type RefObject, useCallback, useRef } from "react";
import { cn } from "./cn";
import { useFieldControl } from "./field";
import { useEarlyInput } from "./use-early-input";

export const controlClass =
  "w-full rounded-md border border-line-strong bg-surface text-ellipsis text-text placeholder:text-muted disabled:cursor-not-allowed disabled:bg-sunken disabled:text-muted aria-invalid:border-danger focus-visible:outline-offset-0";

export function Input({ className, ref, ...props }: ComponentProps<"input">) {
  const { value, onChange } = props;
  const own = useRef<HTMLInputElement>(null);
  useEarlyInput(
    own,
    value,
    onChange &&
      ((field) => onChange({ target: field, currentTarget: field } as ChangeEvent<HTMLInputElement>)),
  );
  return (
    <input
      ref={useBoth(own, ref)}
      {...useFieldControl()}
      {...props}
      className={cn(controlClass, "h-9 px-3 text-base", className)}
    />
  );
}

export function Textarea({ className, ref, ...props }: ComponentProps<"textarea">) {
  const { value, onChange } = props;
  const own = useRef<HTMLTextAreaElement>(null);
  useEarlyInput(
    own,
    value,
    onChange &&
      ((field) => onChange({ target: field, currentTarget: field } as ChangeEvent<HTMLTextAreaElement>)),
  );
  return (
    <textarea
      ref={useBoth(own, ref)}
      rows={4}
      {...useFieldControl()}
      {...props}
      className={cn(controlClass, "min-h-20 px-3 py-2 text-base", className)}
    />
  );
}

/** The field's own ref beside the one of who uses it. */
function useBoth<Node>(own: RefObject<Node | null>, given: Ref<Node> | undefined) {
  return useCallback(
    (node: Node | null) => {
      own.current = node;
      if (typeof given === "function") return given(node);
      if (given) given.current = node;
    },
    [own, given],
  );
}
