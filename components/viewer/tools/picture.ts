import { getRenderingEngine } from "@cornerstonejs/core";
import { ENGINE_ID } from "../cornerstone/init";

const TEXT_SIZE = 13;
const LINE = 17;
const EDGE = 8;

/**
 * The picture of a viewport as it is on screen, with measurements and what is drawn over the image. Texts in the
 * corners that name the patient are in it only when that was asked for.
 */
export async function pictureOf(viewportId: string, withPatient: boolean): Promise<HTMLCanvasElement> {
  const viewport = getRenderingEngine(ENGINE_ID)?.getViewport(viewportId);
  const pane = viewport?.element.closest<HTMLElement>(".viewer-pane");
  const source = viewport?.element.querySelector("canvas");
  if (!viewport || !pane || !source) throw new Error("there is no image");
  viewport.render();
  const { clientWidth: width, clientHeight: height } = viewport.element;
  const scale = source.width / width || 1;
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(width * scale);
  canvas.height = Math.round(height * scale);
  const ctx = canvas.getContext("2d");
  if (!ctx) throw new Error("there is no canvas");
  ctx.fillStyle = "#000";
  ctx.fillRect(0, 0, canvas.width, canvas.height);
  ctx.drawImage(source, 0, 0, canvas.width, canvas.height);
  const markings = pane.querySelector<HTMLCanvasElement>(".viewer-markings");
  if (markings && markings.width > 0) ctx.drawImage(markings, 0, 0, canvas.width, canvas.height);
  const drawing = viewport.element.querySelector<SVGSVGElement>("svg.svg-layer");
  if (drawing) await drawSvg(ctx, drawing, width, height, canvas);
  ctx.scale(scale, scale);
  drawTexts(ctx, pane, { width, height }, withPatient);
  return canvas;
}

/** Measurements are an SVG over the image: its own styles only, so that nothing foreign gets into the picture. */
async function drawSvg(
  ctx: CanvasRenderingContext2D,
  drawing: SVGSVGElement,
  width: number,
  height: number,
  canvas: HTMLCanvasElement,
): Promise<void> {
  const copy = drawing.cloneNode(true) as SVGSVGElement;
  copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  copy.setAttribute("width", String(width));
  copy.setAttribute("height", String(height));
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(new XMLSerializer().serializeToString(copy))}`;
  await image.decode();
  ctx.drawImage(image, 0, 0, canvas.width, canvas.height);
}

/** The corners' texts as the overlay has them; edges' letters always, for a picture without sides misleads. */
function drawTexts(
  ctx: CanvasRenderingContext2D,
  pane: HTMLElement,
  size: { width: number; height: number },
  withPatient: boolean,
): void {
  ctx.font = `${TEXT_SIZE}px 'Inter Variable', system-ui, sans-serif`;
  ctx.fillStyle = "#e3e9ec";
  ctx.strokeStyle = "rgba(0, 0, 0, 0.8)";
  ctx.lineWidth = 3;
  ctx.textBaseline = "top";
  const write = (text: string, x: number, y: number, align: CanvasTextAlign) => {
    ctx.textAlign = align;
    ctx.strokeText(text, x, y);
    ctx.fillText(text, x, y);
  };
  const host = pane.querySelector(".viewer-overlays")?.getBoundingClientRect();
  for (const corner of pane.querySelectorAll<HTMLElement>(".viewer-corner")) {
    const box = corner.getBoundingClientRect();
    const isRight = host !== undefined && box.left + box.width / 2 > host.left + host.width / 2;
    const isTop = host !== undefined && box.top + box.height / 2 < host.top + host.height / 2;
    // The upper corners say who and where; the lower ones only how the image is shown.
    if (isTop && !withPatient) continue;
    const lines = [...corner.children].map((line) => line.textContent ?? "").filter(Boolean);
    const top = isTop ? EDGE : size.height - EDGE - lines.length * LINE;
    for (const [index, line] of lines.entries())
      write(line, isRight ? size.width - EDGE : EDGE, top + index * LINE, isRight ? "right" : "left");
  }
  for (const letter of pane.querySelectorAll<HTMLElement>(".viewer-edge")) {
    const box = letter.getBoundingClientRect();
    if (host && letter.textContent)
      write(letter.textContent, box.left - host.left, box.top - host.top, "left");
  }
}

async function png(viewportId: string, withPatient: boolean): Promise<Blob> {
  const canvas = await pictureOf(viewportId, withPatient);
  return new Promise((resolve, reject) =>
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("no picture"))), "image/png"),
  );
}

/** @throws when the browser doesn't let pages write to the clipboard */
export async function copyPicture(viewportId: string, withPatient: boolean): Promise<void> {
  // The promise goes in as it is: Safari forgets the key press while a picture is made.
  await navigator.clipboard.write([new ClipboardItem({ "image/png": png(viewportId, withPatient) })]);
}

/** Saves a PNG; its name says nothing of the patient. */
export async function savePicture(viewportId: string, withPatient: boolean): Promise<void> {
  const address = URL.createObjectURL(await png(viewportId, withPatient));
  const link = document.createElement("a");
  link.href = address;
  link.download = `image-${new Date().toISOString().slice(0, 19).replace(/[:T]/g, "-")}.png`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
