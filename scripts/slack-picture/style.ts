import { fontFaces, fontFamily } from "../picture/fonts.ts";

/** Sizes and colours near to those of Slack's own client; the fonts are ours. Pixels are CSS pixels. */
export const style = `
${fontFaces}
:root {
  --ground: #fff; --ink: #1d1c1d; --soft: #616061; --line: #dddddd; --strong-line: #bbbbbb; --link: #1264a3;
  --mention: #e8f0f7; --head: #f8f8f8; --primary: #007a5a; --on-primary: #fff; --danger: #c01343; --code: #c01343;
}
.dark {
  --ground: #1a1d21; --ink: #d1d2d3; --soft: #ababad; --line: #35373b; --strong-line: #63676d; --link: #4aa8e0;
  --mention: #16344a; --head: #222529; --primary: #148567; --on-primary: #fff; --danger: #e8678a; --code: #e8912d;
}
* { box-sizing: border-box; margin: 0; }
html { background: transparent; }
body { font: 15px/22px ${fontFamily}; color: var(--ink); padding: 8px; }
.shot { background: var(--ground); border: 1px solid var(--line); border-radius: 12px; overflow: hidden; }
.shot.message { width: 660px; padding: 16px 20px 10px; display: flex; gap: 10px; }
.said { flex: 1; min-width: 0; }
.logo svg { display: block; width: 36px; height: 36px; }
.who { display: flex; align-items: center; gap: 6px; height: 20px; }
.app { font-size: 10px; line-height: 14px; font-weight: 700; padding: 0 3px; border-radius: 2px; background: var(--line); color: var(--soft); }
.at { font-size: 12px; color: var(--soft); }
.block { margin: 8px 0; }
.header { font-size: 18px; line-height: 25px; font-weight: 700; }
p, blockquote { white-space: pre-wrap; overflow-wrap: anywhere; }
blockquote { border-left: 4px solid var(--strong-line); padding-left: 12px; margin-top: 4px; }
pre { font: 12px/18px "DejaVu Sans Mono", monospace; border: 1px solid var(--line); border-radius: 4px; padding: 8px; background: var(--head); }
code { font: 12px/18px "DejaVu Sans Mono", monospace; border: 1px solid var(--line); border-radius: 3px; padding: 1px 3px; background: var(--head); color: var(--code); }
.link { color: var(--link); }
.mention { color: var(--link); background: var(--mention); border-radius: 3px; padding: 0 2px 1px; }
.fields { display: grid; grid-template-columns: 1fr 1fr; gap: 10px 16px; }
.context { font-size: 12.5px; line-height: 18px; color: var(--soft); display: flex; flex-wrap: wrap; gap: 8px; }
.context code { font-size: 11px; }
.actions { display: flex; flex-wrap: wrap; gap: 8px; margin: 12px 0; }
.button, .select { display: inline-flex; align-items: center; height: 32px; padding: 0 12px; border-radius: 6px; border: 1px solid var(--strong-line); font-size: 14px; font-weight: 700; }
.button.primary { background: var(--primary); border-color: var(--primary); color: var(--on-primary); }
.button.danger { border-color: var(--danger); color: var(--danger); }
.select { font-weight: 400; gap: 28px; }
.chevron { width: 11px; flex: none; color: var(--soft); }
.image img { display: block; width: 100%; max-width: 560px; border-radius: 8px; border: 1px solid var(--line); }
table { border-collapse: separate; border-spacing: 0; border: 1px solid var(--line); border-radius: 8px; overflow: hidden; font-size: 14px; line-height: 20px; }
td { padding: 7px 12px; border-top: 1px solid var(--line); white-space: nowrap; }
td + td { border-left: 1px solid var(--line); }
td.wrapped { white-space: normal; }
td.right { text-align: right; }
tr:first-child td { border-top: 0; background: var(--head); }
figcaption { font-weight: 700; }
figure { color: var(--link); }
.shot.home { width: 720px; }
.top { display: flex; align-items: center; gap: 10px; padding: 14px 20px 10px; font-size: 18px; }
.top .logo svg { width: 28px; height: 28px; }
.tabs { display: flex; gap: 20px; padding: 0 20px; border-bottom: 1px solid var(--line); font-size: 13px; color: var(--soft); }
.tab { padding: 4px 0 7px; }
.tab.on { color: var(--ink); font-weight: 700; box-shadow: inset 0 -2px var(--primary); }
.page { padding: 8px 20px 14px; }
.shot.modal { width: 520px; }
.modal .top { font-size: 20px; padding: 18px 24px 12px; }
.close { margin-left: auto; color: var(--soft); width: 15px; }
.modal .page { padding: 4px 24px 12px; }
.label { font-weight: 700; margin-bottom: 6px; }
.optional { font-weight: 400; color: var(--soft); }
.input { margin: 0 0 18px; }
.box { display: flex; align-items: center; justify-content: space-between; gap: 8px; min-height: 36px; padding: 0 12px; border: 1px solid var(--strong-line); border-radius: 6px; }
.placeholder { color: var(--soft); }
.hint { font-size: 13px; line-height: 18px; color: var(--soft); margin-top: 6px; }
.checkbox { display: flex; align-items: center; gap: 8px; }
.check { width: 16px; height: 16px; border: 1px solid var(--strong-line); border-radius: 3px; font-size: 12px; line-height: 15px; text-align: center; }
.check.on { background: var(--primary); border-color: var(--primary); color: var(--on-primary); }
.foot { display: flex; justify-content: flex-end; gap: 12px; padding: 14px 24px; border-top: 1px solid var(--line); }
.foot .button { height: 36px; padding: 0 14px; font-size: 15px; }
`;
