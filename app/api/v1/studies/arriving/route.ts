import { apiRoute } from "@/lib/http";
import { listArriving, listArrivingOperation } from "@/lib/studies";

export const GET = apiRoute(listArrivingOperation, (context) => listArriving(context));
