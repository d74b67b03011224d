import { z } from "zod";
import { apiOperation } from "@/lib/api";

export const eventsOperation = apiOperation({
  method: "GET",
  path: "/events",
  summary:
    "Server-sent events (text/event-stream) of up to 100 topics, such as share:{id} or inbox:me; an event says that " +
    "something changed, with ids alone",
  query: z.object({
    topic: z.string().meta({ description: "May be given several times" }),
  }),
});
