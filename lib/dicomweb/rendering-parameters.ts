import { badRequest } from "@/lib/errors";
import type { RenderParameters, Window } from "@/lib/rendering";

const MOST_PIXELS = 8192;
const NUMBER = /^-?\d+(\.\d+)?([eE][+-]?\d+)?$/;

/** `quality`, `viewport` and `window` (PS3.18 8.3.5). @throws ProblemError 400 for what is not of their form */
export function renderingParameters(
  query: URLSearchParams,
): Pick<RenderParameters, "quality" | "viewport" | "window"> {
  const parameters: Pick<RenderParameters, "quality" | "viewport" | "window"> = { quality: 90 };
  const quality = query.get("quality");
  if (quality !== null) {
    if (!/^\d{1,3}$/.test(quality) || Number(quality) < 1 || Number(quality) > 100) throw bad("quality");
    parameters.quality = Number(quality);
  }
  const viewport = query.get("viewport");
  if (viewport !== null) parameters.viewport = parseViewport(viewport);
  const window = query.get("window");
  if (window !== null) parameters.window = parseWindow(window);
  return parameters;
}

/** "vw,vh" or "vw,vh,sx,sy,sw,sh"; an empty source value stands for its default (PS3.18 8.3.5.1.3). */
function parseViewport(text: string): NonNullable<RenderParameters["viewport"]> {
  const parts = text.split(",").map((part) => part.trim());
  if ((parts.length !== 2 && parts.length !== 6) || parts.some((part) => part !== "" && !NUMBER.test(part)))
    throw bad("viewport");
  const [width = 0, height = 0, x = 0, y = 0, sourceWidth = 0, sourceHeight = 0] = parts.map(Number);
  const isSize = (value: number) => Number.isInteger(value) && value >= 1 && value <= MOST_PIXELS;
  if (!isSize(width) || !isSize(height)) throw bad("viewport");
  if (parts.length === 2) return { width, height };
  if ([x, y, sourceWidth, sourceHeight].some((value) => !Number.isInteger(value) || value < 0))
    throw bad("viewport");
  const whole = 1_000_000;
  return { width, height, source: { x, y, width: sourceWidth || whole, height: sourceHeight || whole } };
}

/** "center,width,function" (PS3.18 8.3.5.1.4). */
function parseWindow(text: string): Window {
  const [center = "", width = "", shape = "linear", ...more] = text.split(",").map((part) => part.trim());
  const isShape = shape === "linear" || shape === "linear-exact" || shape === "sigmoid";
  if (!NUMBER.test(center) || !NUMBER.test(width) || !isShape || more.length > 0 || Number(width) <= 0)
    throw bad("window");
  return { center: Number(center), width: Number(width), shape };
}

const bad = (name: string) =>
  badRequest("invalid_query", `${name} is not of the form the standard gives it.`);
