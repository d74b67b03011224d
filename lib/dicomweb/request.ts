import type { IncomingMessage, ServerResponse } from "node:http";
import type { Context } from "@/lib/context";
import type { DataScope } from "./data-scope";

/** One DICOMweb request after routing; `study`, `series` and `instance` are the UIDs of its path. */
export interface DicomWebRequest {
  req: IncomingMessage;
  res: ServerResponse;
  context: Context;
  scope: DataScope;
  query: URLSearchParams;
  study?: string;
  series?: string;
  instance?: string;
  /** What follows the service's name in the path, such as the frame list or a bulk value's place. */
  rest: string[];
}
