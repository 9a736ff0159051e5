import type { Child, FC } from "hono/jsx";

/** Where the pages find their few lines of style; the content security policy allows none within them. */
export const landingStylePath = "/landing.css";

export const landingStyle = `:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
body { margin: 0; min-height: 100vh; display: grid; place-items: center; }
main { max-width: 34rem; padding: 2rem; }
h1 { font-size: 1.5rem; line-height: 1.2; }
code { padding: 0.1em 0.35em; border-radius: 4px; background: rgb(127 127 127 / 18%); }
li { margin: 0.5rem 0; }
`;

/** What a browser comes back to from a chat platform. */
export const LandingPage: FC<{ title: string; children?: Child }> = ({ title, children }) => (
  <html lang="en">
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <title>{title} · Groundswell</title>
      <link rel="stylesheet" href={landingStylePath} />
    </head>
    <body>
      <main>
        <h1>{title}</h1>
        {children}
      </main>
    </body>
  </html>
);
