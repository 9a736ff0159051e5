/** `REHEARSAL=whole`: what takes minutes is done whole, e.g. before a release. Without it a part of it is. */
export const isWhole = process.env.REHEARSAL === "whole";
