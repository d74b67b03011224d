import { buffer } from "node:stream/consumers";
import type { Locale } from "@/lib/i18n";
import { getTranslator } from "@/lib/i18n/translator";
import { MISSING, printable } from "./characters";
import { loadTypefaces, type Typeface } from "./fonts";
import { wrap } from "./wrap";

const PAGE = { width: 595.28, height: 841.89 };
const MARGIN = 48;
const FOOT = 56;
const INK = "#141c21";
const QUIET = "#5c6b73";
const LINE = "#c7d1d6";

interface Style {
  size?: number;
  bold?: boolean;
  quiet?: boolean;
  /** Points from the left margin. */
  indent?: number;
  /** A heading of this level, for who reads by ear. */
  heading?: 1 | 2;
}

/** Lines that are ready to be drawn. */
interface Block {
  lines: string[];
  font: "plain" | "bold";
  size: number;
  color: string;
  indent: number;
}

/**
 * Pages of A4 with text that flows from one to the next, and a foot on each: with its own typeface, its language, and
 * tags (PDF 1.7, 14.8) that tell headings and paragraphs from what is repeated on each page.
 */
export class Paper {
  private y = MARGIN;
  private isMissing = false;
  private readonly root: PDFKit.PDFStructureElement;

  private constructor(
    private readonly document: PDFKit.PDFDocument,
    private readonly has: Typeface["has"],
    private readonly locale: Locale,
  ) {
    this.root = document.struct("Document");
    document.addStructure(this.root);
  }

  /** The dates in the file are `at`, and its identifier follows from what stands here: the same content is the same bytes. */
  static async begin(title: string, author: string, locale: Locale, at: Date): Promise<Paper> {
    // With its fonts 20 MB of a process, most of which never write a PDF.
    const [{ plain, bold }, { default: PDFDocument }] = await Promise.all([
      loadTypefaces(),
      import("pdfkit"),
    ]);
    const document = new PDFDocument({
      size: [PAGE.width, PAGE.height],
      margins: { top: MARGIN, left: MARGIN, right: MARGIN, bottom: 0 },
      pdfVersion: "1.7",
      lang: locale,
      tagged: true,
      displayTitle: true,
      bufferPages: true,
      info: {
        // pdfkit takes String objects, its types don't say so.
        Title: new Property(title) as string,
        Author: new Property(author) as string,
        Producer: "Beeldbrug",
        Creator: "Beeldbrug",
        CreationDate: at,
        ModDate: at,
      },
    });
    document.registerFont("plain", plain.bytes);
    document.registerFont("bold", bold.bytes);
    return new Paper(document, plain.has, locale);
  }

  get width(): number {
    return PAGE.width - 2 * MARGIN;
  }

  /** Begins a new page unless so many points are left on this one. */
  keep(points: number): void {
    if (this.y + points <= PAGE.height - FOOT) return;
    this.document.continueOnNewPage();
    this.y = MARGIN;
  }

  gap(points: number): void {
    this.y += points;
  }

  text(text: string, { size = 10, bold = false, quiet = false, indent = 0, heading }: Style = {}): void {
    const style = { font: bold ? ("bold" as const) : ("plain" as const), size, indent, quiet };
    const block = this.block(text, style, this.width - indent);
    this.tag(heading ? `H${heading}` : "P", () => this.draw(block));
  }

  /** A name and its value side by side, each in its own column. */
  row(label: string, value: string, at = 120): void {
    const style = { font: "plain" as const, size: 10 };
    const name = this.block(label, { ...style, indent: 0, quiet: true }, at - 8);
    const words = this.block(value || "-", { ...style, indent: at, quiet: false }, this.width - at);
    this.tag("P", () => this.draw(name, words));
  }

  rule(): void {
    this.gap(6);
    this.document.markContent("Artifact", { type: "Layout" });
    this.document
      .moveTo(MARGIN, this.y)
      .lineTo(PAGE.width - MARGIN, this.y)
      .lineWidth(0.6)
      .strokeColor(LINE)
      .stroke();
    this.document.endMarkedContent();
    this.gap(8);
  }

  async bytes(foot: string): Promise<Uint8Array> {
    const { count } = this.document.bufferedPageRange();
    const [line = ""] = this.block(foot, FOOT_STYLE, Number.POSITIVE_INFINITY).lines;
    const note = this.isMissing ? `  ·  ${this.missingNote()}` : "";
    for (let page = 0; page < count; page += 1) {
      this.document.switchToPage(page);
      this.document.markContent("Artifact", { type: "Pagination", attached: ["Bottom"] });
      this.line(`${line}  ·  ${page + 1} / ${count}${note}`, FOOT_STYLE, 0, PAGE.height - 38);
      this.document.endMarkedContent();
    }
    this.document.end();
    return buffer(this.document);
  }

  private missingNote(): string {
    return getTranslator(this.locale, "documents").t("missingCharacter", { sign: MISSING });
  }

  private block(
    text: string,
    { font, size, indent, quiet }: { font: Block["font"]; size: number; indent: number; quiet: boolean },
    width: number,
  ): Block {
    const known = printable(text, this.has);
    if (known.includes(MISSING)) this.isMissing = true;
    this.document.font(font).fontSize(size);
    const widthOf = (part: string) => this.document.widthOfString(part);
    const lines = known.split("\n").flatMap((paragraph) => wrap(paragraph, width, widthOf));
    return { lines, font, size, indent, color: quiet ? QUIET : INK };
  }

  private tag(type: string, draw: () => void): void {
    this.root.add(this.document.struct(type, {}, [draw]));
  }

  /** Blocks side by side, line by line. */
  private draw(...blocks: Block[]): void {
    const height = Math.max(...blocks.map(({ size }) => size)) * 1.4;
    for (let index = 0; index < Math.max(...blocks.map(({ lines }) => lines.length)); index += 1) {
      this.keep(height);
      for (const block of blocks) this.line(block.lines[index] ?? "", block, block.indent, this.y);
      this.y += height;
    }
  }

  private line(text: string, { font, size, color }: Omit<Block, "lines">, indent: number, y: number): void {
    if (text === "") return;
    this.document
      .font(font)
      .fontSize(size)
      .fillColor(color)
      .text(text, MARGIN + indent, y, { lineBreak: false });
  }
}

const FOOT_STYLE = { font: "plain" as const, size: 8, indent: 0, quiet: true, color: QUIET };

/** A document's property. pdfkit writes it as it is into the file's XML (XMP) too, where it has to be escaped. */
class Property extends String {
  constructor(text: string) {
    super(text.normalize("NFC").replace(/\p{C}/gu, ""));
  }

  override toString(): string {
    return this.valueOf().replace(/[&<>]/g, (character) => `&#${character.codePointAt(0)};`);
  }
}
