import { setFavorite } from "@/lib/directory";
import { setFavoriteOperation } from "@/lib/directory/api";
import { apiRoute } from "@/lib/http";

export const PUT = apiRoute(setFavoriteOperation, (context, { body }) => setFavorite(context, body));
