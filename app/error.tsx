"use client";

import type { ComponentProps } from "react";
import { PageError } from "@/components/page-error";
import { BarePage } from "@/components/shell/bare-page";

export default function BarePageError(props: ComponentProps<typeof PageError>) {
  return (
    <BarePage>
      <PageError {...props} />
    </BarePage>
  );
}
