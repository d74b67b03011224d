import { apiRoute } from "@/lib/http";
import { getMe } from "@/lib/users";
import { getMeOperation } from "@/lib/users/api";

export const GET = apiRoute(getMeOperation, (context) => getMe(context));
