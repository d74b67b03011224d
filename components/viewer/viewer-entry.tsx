"use client";

import dynamic from "next/dynamic";
import type { ViewerProps } from "./types";

/** Cornerstone needs a browser: the viewer is loaded there and nowhere else. */
const Viewer = dynamic(() => import("./viewer").then((module) => module.Viewer), {
  ssr: false,
  loading: () => <div className="h-dvh bg-[#0b0e11]" aria-busy />,
});

export function ViewerEntry(props: ViewerProps) {
  return <Viewer {...props} />;
}
