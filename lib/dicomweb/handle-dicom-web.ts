import type { IncomingMessage, ServerResponse } from "node:http";
import type { Context } from "@/lib/context";
import { notFound, ProblemError } from "@/lib/errors";
import { organizationScope, shareScope } from "./data-scope";
import { retrieveOpening } from "./opening";
import { searchTransaction } from "./qido-rs";
import type { DicomWebRequest } from "./request";
import { storeInstances } from "./stow-rs";
import { retrieveBulkData } from "./wado-rs-bulk-data";
import { retrieveFrames } from "./wado-rs-frames";
import { retrieveInstances } from "./wado-rs-instances";
import { retrieveMetadata } from "./wado-rs-metadata";
import { retrieveRendered, retrieveThumbnail } from "./wado-rs-rendered";

/** Everything below `/dicom-web`. Errors are thrown as ProblemError. */
export async function handleDicomWeb(
  req: IncomingMessage,
  res: ServerResponse,
  context: Context,
): Promise<void> {
  const url = req.url ?? "/";
  const [pathname = ""] = url.split("?", 1);
  // Wildcards are question marks too: the query is everything after the first one.
  const search = url.slice(pathname.length + 1);
  let path = pathname.split("/").slice(2).map(decode);
  if (path[path.length - 1] === "") path.pop();
  const isShare = path[0] === "shares";
  const scope = isShare ? await shareScope(context, path[1] ?? "") : organizationScope(context);
  if (isShare) path = path.slice(2);
  const request: DicomWebRequest = { req, res, context, scope, query: new URLSearchParams(search), rest: [] };

  if (req.method === "POST") {
    if (path[0] !== "studies" || path.length > 2) throw notFound();
    if (isShare) throw methodNotAllowed(res, "GET, HEAD");
    return storeInstances(req, res, context, path[1]);
  }
  if (req.method !== "GET" && req.method !== "HEAD")
    throw methodNotAllowed(res, isShare ? "GET, HEAD" : "GET, HEAD, POST");
  const serve = route(request, path);
  if (!serve) throw notFound();
  await serve(request);
}

type Service = (request: DicomWebRequest) => Promise<void>;

/** The services of PS3.18 tables 10.4.1-1 and 10.6.1-1; the UIDs of the path go into the request. */
function route(request: DicomWebRequest, path: string[]): Service | undefined {
  const [root, study, ...inStudy] = path;
  if (root === "series" && path.length === 1) return (given) => searchTransaction(given, "series");
  if (root === "instances" && path.length === 1) return (given) => searchTransaction(given, "instance");
  if (root === "opening" && path.length === 1) return retrieveOpening;
  if (root !== "studies") return undefined;
  if (study === undefined) return (given) => searchTransaction(given, "study");
  request.study = study;
  if (inStudy[0] === "instances" && inStudy.length === 1)
    return (given) => searchTransaction(given, "instance");
  if (inStudy[0] !== "series") return serviceOf(inStudy);
  const [, series, ...inSeries] = inStudy;
  if (series === undefined) return (given) => searchTransaction(given, "series");
  request.series = series;
  if (inSeries[0] !== "instances") return serviceOf(inSeries);
  const [, instance, ...inInstance] = inSeries;
  if (instance === undefined) return (given) => searchTransaction(given, "instance");
  request.instance = instance;
  request.rest = inInstance.slice(1);
  const [service, ...rest] = inInstance;
  if (service === "frames") {
    if (rest.length === 1) return retrieveFrames;
    if (rest.length === 2 && rest[1] === "rendered") return retrieveRendered;
    return rest.length === 2 && rest[1] === "thumbnail" ? retrieveThumbnail : undefined;
  }
  if (service === "bulkdata" && rest.length > 0) return retrieveBulkData;
  return serviceOf(inInstance);
}

function serviceOf(path: string[]): Service | undefined {
  if (path.length === 0) return retrieveInstances;
  if (path.length > 1) return undefined;
  switch (path[0]) {
    case "metadata":
      return retrieveMetadata;
    case "rendered":
      return retrieveRendered;
    case "thumbnail":
      return retrieveThumbnail;
    default:
      return undefined;
  }
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    throw notFound();
  }
}

function methodNotAllowed(res: ServerResponse, allow: string): ProblemError {
  res.setHeader("allow", allow);
  return new ProblemError(405, "method_not_allowed", "This address does not take that method.");
}
