"use client";

import { createContext, type ReactNode, useContext } from "react";
import type { ShellRole } from "./navigation";

export type ShellUser = {
  userId: string;
  name: string;
  email: string;
  roles: ShellRole[];
  organizationName: string;
  /** Takes part in meetings, or coordinates them. */
  hasMeetings: boolean;
};

const Context = createContext<ShellUser | null>(null);

export function ShellUserProvider({ user, children }: { user: ShellUser; children: ReactNode }) {
  return <Context.Provider value={user}>{children}</Context.Provider>;
}

/** Who is signed in, on every page of the portal. */
export function useShellUser(): ShellUser {
  const user = useContext(Context);
  if (!user) throw new Error("useShellUser outside the portal's layout");
  return user;
}
