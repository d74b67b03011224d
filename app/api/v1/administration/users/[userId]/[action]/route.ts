import { changeUserOperation } from "@/lib/administration/api";
import { apiRoute } from "@/lib/http";
import { disableUser, enableUser, endUserSessions, resetSecondFactor, unlockUser } from "@/lib/users";

const VERBS = {
  disable: disableUser,
  enable: enableUser,
  unlock: unlockUser,
  "reset-second-factor": resetSecondFactor,
  "end-sessions": endUserSessions,
};

export const POST = apiRoute(changeUserOperation, async (context, { params }) => {
  await VERBS[params.action](context, { userId: params.userId });
});
