import { apiRoute } from "@/lib/http";
import { setOwnLocale } from "@/lib/users";
import { setOwnLocaleOperation } from "@/lib/users/api";

export const PUT = apiRoute(setOwnLocaleOperation, (context, { body }) => setOwnLocale(context, body));
