/** A social network as people know it. `name` is the key in tables and options, `label` what cards say. */
export interface Network {
  readonly name: string;
  readonly label: string;
}
