import { apiRoute } from "@/lib/http";
import { recentRecipients } from "@/lib/shares";
import { recentRecipientsOperation } from "@/lib/shares/api";

export const GET = apiRoute(recentRecipientsOperation, (context) => recentRecipients(context));
