import { apiRoute } from "@/lib/http";
import { getBoard } from "@/lib/meetings";
import { getBoardOperation } from "@/lib/meetings/api";

export const GET = apiRoute(getBoardOperation, (context, { params }) => getBoard(context, params.meeting));
