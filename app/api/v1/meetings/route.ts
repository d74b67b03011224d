import { apiRoute } from "@/lib/http";
import { listMeetings } from "@/lib/meetings";
import { listMeetingsOperation } from "@/lib/meetings/api";

export const GET = apiRoute(listMeetingsOperation, (context, { query }) => listMeetings(context, query));
