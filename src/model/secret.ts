/** Keeps a value out of logs: printing, JSON and inspect all show "[secret]". */
export interface Secret {
  reveal(): string;
}

export function secret(value: string): Secret {
  const hidden = () => "[secret]";
  return Object.assign(
    Object.create({ toString: hidden, toJSON: hidden, [Symbol.for("nodejs.util.inspect.custom")]: hidden }),
    {
      reveal: () => value,
    },
  ) as Secret;
}
