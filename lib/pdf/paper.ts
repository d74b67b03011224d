import { PDFDocument, type PDFFont, type PDFPage, rgb, StandardFonts } from "pdf-lib";

const PAGE = { width: 595.28, height: 841.89 };
const MARGIN = 48;
const FOOT = 56;
const INK = rgb(0.08, 0.11, 0.13);
const QUIET = rgb(0.36, 0.42, 0.45);
const LINE = rgb(0.78, 0.82, 0.84);

interface Style {
  size?: number;
  bold?: boolean;
  quiet?: boolean;
  /** Points from the left margin. */
  indent?: number;
}

/** Pages of A4 with text that flows from one to the next, and a foot on each. */
export class Paper {
  private page!: PDFPage;
  private y = 0;

  private constructor(
    private readonly document: PDFDocument,
    private readonly fonts: { plain: PDFFont; bold: PDFFont },
  ) {
    this.turn();
  }

  /** The dates in the file are `at`, so that the same content is the same bytes. */
  static async begin(title: string, author: string, locale: string, at: Date): Promise<Paper> {
    const document = await PDFDocument.create();
    document.setTitle(title);
    document.setAuthor(author);
    document.setProducer("Beeldbrug");
    document.setCreator("Beeldbrug");
    document.setCreationDate(at);
    document.setModificationDate(at);
    document.setLanguage(locale);
    return new Paper(document, {
      plain: await document.embedFont(StandardFonts.Helvetica),
      bold: await document.embedFont(StandardFonts.HelveticaBold),
    });
  }

  get width(): number {
    return PAGE.width - 2 * MARGIN;
  }

  private turn(): void {
    this.page = this.document.addPage([PAGE.width, PAGE.height]);
    this.y = PAGE.height - MARGIN;
  }

  /** Begins a new page unless so many points are left on this one. */
  keep(points: number): void {
    if (this.y - points < FOOT) this.turn();
  }

  gap(points: number): void {
    this.y -= points;
  }

  text(text: string, { size = 10, bold = false, quiet = false, indent = 0 }: Style = {}): void {
    const font = bold ? this.fonts.bold : this.fonts.plain;
    for (const paragraph of printable(text, font).split("\n"))
      for (const line of wrap(paragraph, font, size, this.width - indent)) {
        this.keep(size * 1.4);
        this.y -= size * 1.15;
        this.page.drawText(line, { x: MARGIN + indent, y: this.y, size, font, color: quiet ? QUIET : INK });
        this.y -= size * 0.25;
      }
  }

  /** A name and its value side by side. */
  row(label: string, value: string, at = 120): void {
    const start = this.y;
    this.keep(16);
    const top = this.y === start ? start : this.y;
    this.text(label, { quiet: true });
    this.y = top;
    this.text(value || "-", { indent: at });
  }

  rule(): void {
    this.gap(6);
    this.page.drawLine({
      start: { x: MARGIN, y: this.y },
      end: { x: PAGE.width - MARGIN, y: this.y },
      thickness: 0.6,
      color: LINE,
    });
    this.gap(8);
  }

  async bytes(foot: string): Promise<Uint8Array> {
    const pages = this.document.getPages();
    for (const [index, page] of pages.entries())
      page.drawText(printable(`${foot}  ·  ${index + 1} / ${pages.length}`, this.fonts.plain), {
        x: MARGIN,
        y: 30,
        size: 8,
        font: this.fonts.plain,
        color: QUIET,
      });
    return this.document.save({ useObjectStreams: false });
  }
}

const SPECIAL: Record<string, string> = {
  ł: "l",
  Ł: "L",
  đ: "d",
  Đ: "D",
  ı: "i",
  "→": "->",
  "−": "-",
  "≤": "<=",
  "≥": ">=",
};

/** The standard fonts know western European letters: others lose their marks, or become a question mark. */
export function printable(text: string, font: Pick<PDFFont, "getCharacterSet">): string {
  const known = new Set(font.getCharacterSet());
  const isKnown = (character: string) => known.has(character.codePointAt(0) ?? 0);
  return Array.from(text.normalize("NFC").replace(/\r\n?/g, "\n").replace(/\t/g, "  "), (character) => {
    if (character === "\n" || isKnown(character)) return character;
    const bare = SPECIAL[character] ?? character.normalize("NFD").replace(/\p{M}/gu, "");
    return bare !== "" && Array.from(bare).every(isKnown) ? bare : /\p{C}/u.test(character) ? "" : "?";
  }).join("");
}

function wrap(text: string, font: PDFFont, size: number, width: number): string[] {
  const lines: string[] = [];
  let current = "";
  for (const word of text.split(" ").flatMap((each) => pieces(each, font, size, width))) {
    const longer = current === "" ? word : `${current} ${word}`;
    if (font.widthOfTextAtSize(longer, size) > width && current !== "") {
      lines.push(current);
      current = word;
    } else current = longer;
  }
  return [...lines, current];
}

/** A word that is wider than the page is broken where it must. */
function pieces(word: string, font: PDFFont, size: number, width: number): string[] {
  if (font.widthOfTextAtSize(word, size) <= width) return [word];
  const parts: string[] = [];
  let part = "";
  for (const character of word) {
    if (font.widthOfTextAtSize(part + character, size) > width) {
      parts.push(part);
      part = "";
    }
    part += character;
  }
  return [...parts, part];
}
