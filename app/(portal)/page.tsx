import { redirect } from "next/navigation";
import { homeFor } from "@/components/shell";
import { requirePageUser } from "@/lib/auth";

/** The start page is the first thing there is to do for these roles. */
export default async function HomePage() {
  const { actor } = await requirePageUser();
  redirect(homeFor(actor.roles));
}
