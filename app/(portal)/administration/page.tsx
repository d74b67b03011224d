import { redirect } from "next/navigation";
import { sectionsFor } from "@/components/administration/sections";
import { requirePageUser } from "@/lib/auth";

/** The first thing that there is to administer for these roles. */
export default async function Page() {
  const { actor } = await requirePageUser();
  redirect(`/administration/${sectionsFor(actor.roles)[0] ?? "users"}`);
}
