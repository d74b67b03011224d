import { removeSftpAccount, removeSftpAccountOperation } from "@/lib/drops";
import { apiRoute } from "@/lib/http";

export const DELETE = apiRoute(removeSftpAccountOperation, (context, { params }) =>
  removeSftpAccount(context, params),
);
