"use client";

// Inside the frame: it stays, and an upload in it.
export { PageError as default } from "@/components/page-error";
