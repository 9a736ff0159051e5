/** The part of fontkit that we use; the package ships no types. */
declare module "fontkit" {
  export interface Font {
    readonly unitsPerEm: number;
    hasGlyphForCodePoint(codePoint: number): boolean;
    /** Shapes the text; widths are in font units. */
    layout(text: string): {
      readonly advanceWidth: number;
      readonly glyphs: readonly { readonly path: { toSVG(): string } }[];
    };
  }
  export function openSync(path: string): Font;
}
