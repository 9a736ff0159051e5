import { fontFaces, fontFamily } from "../picture/fonts.ts";

/** Sizes and colours near to those of Discord's own client; the fonts are ours. Pixels are CSS pixels. */
export const style = `${fontFaces}
:root {
  --ground: #ffffff; --ink: #2e3036; --strong: #060607; --soft: #5c5e66; --line: #dfe0e4; --card: #f7f7f8; --code: #eeeff2;
  --link: #006ce7; --button: #e1e2e6; --on-button: #2e3036; --mention: #e6e8fd; --on-mention: #4752c4; --time: #e9eaed; --box: #ffffff;
}
.dark {
  --ground: #313338; --ink: #dbdee1; --strong: #f2f3f5; --soft: #949ba4; --line: #3f4147; --card: #393a41; --code: #2b2d31;
  --link: #00a8fc; --button: #4e5058; --on-button: #ffffff; --mention: #3c4270; --on-mention: #c9cdfb; --time: #43454c; --box: #1e1f22;
}
* { box-sizing: border-box; margin: 0; }
html { background: transparent; }
body { font: 15px/21px ${fontFamily}; color: var(--ink); padding: 8px; }
.shot { background: var(--ground); border: 1px solid var(--line); border-radius: 12px; overflow: hidden; }
.shot.message { width: 620px; padding: 16px 20px 18px 16px; display: flex; gap: 16px; }
.said { flex: 1; min-width: 0; }
.logo svg { display: block; width: 40px; height: 40px; border-radius: 50%; }
.who { display: flex; align-items: center; gap: 6px; height: 20px; color: var(--strong); }
.app { font-size: 10px; line-height: 15px; font-weight: 700; padding: 0 4px; border-radius: 4px; background: #5865f2; color: #fff; }
.at { font-size: 12px; color: var(--soft); }
.container { background: var(--card); border: 1px solid var(--line); border-radius: 8px; padding: 14px 16px; margin-top: 6px; display: flex; flex-direction: column; gap: 8px; }
.container.accent { border-left-width: 4px; }
h2 { font-size: 20px; line-height: 26px; color: var(--strong); }
h3 { font-size: 17px; line-height: 23px; color: var(--strong); }
p, blockquote { white-space: pre-wrap; overflow-wrap: anywhere; }
p:empty { height: 21px; }
.small { font-size: 12.5px; line-height: 18px; color: var(--soft); }
blockquote { border-left: 4px solid var(--line); border-radius: 4px; padding-left: 12px; margin-top: 2px; }
pre { font: 13px/18px "DejaVu Sans Mono", monospace; border: 1px solid var(--line); border-radius: 4px; padding: 8px; background: var(--code); }
code { font: 12.5px/18px "DejaVu Sans Mono", monospace; border-radius: 4px; padding: 1px 3px; background: var(--code); }
.link { color: var(--link); }
.mention { color: var(--on-mention); background: var(--mention); border-radius: 3px; padding: 0 2px; }
.time { background: var(--time); border-radius: 3px; padding: 0 2px; }
.spoiler { background: var(--soft); color: transparent; border-radius: 4px; }
.gallery img { display: block; width: 100%; border-radius: 8px; }
.row { display: flex; flex-wrap: wrap; gap: 8px; }
.button { display: inline-flex; align-items: center; height: 32px; padding: 0 16px; border-radius: 8px; font-size: 14px; background: var(--button); color: var(--on-button); }
.button.primary { background: #5865f2; color: #fff; }
.button.danger { background: #d22d39; color: #fff; }
.box { display: flex; align-items: center; justify-content: space-between; gap: 8px; width: 100%; min-height: 40px; padding: 0 12px; border: 1px solid var(--line); border-radius: 8px; background: var(--box); }
.placeholder { color: var(--soft); }
.chevron { width: 11px; flex: none; color: var(--soft); }
.shot.modal { width: 460px; padding: 20px 24px; }
.top { display: flex; align-items: center; gap: 10px; font-size: 19px; line-height: 26px; color: var(--strong); margin-bottom: 18px; }
.top .logo svg { width: 26px; height: 26px; }
.field { margin-bottom: 18px; }
.label { font-weight: 700; color: var(--strong); margin-bottom: 6px; }
.required { color: #d22d39; }
.description { font-size: 13px; line-height: 18px; color: var(--soft); margin-bottom: 6px; }
.foot { display: flex; justify-content: flex-end; gap: 8px; margin-top: 22px; }
.foot .button { height: 38px; }
`;
